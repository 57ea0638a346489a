// Draws the charts of a page, and serves what stands on their cards. Streamlit puts each card on
// the page as HTML; a chart is <div class="plot" id="plot-…" data-figure="{…}">.

const SETTINGS = { displayModeBar: false, scrollZoom: false, doubleClick: false };

const library = new Promise((resolve, reject) => {
  const script = document.createElement("script");
  script.src = new URL("plotly-basic.min.js", document.currentScript.src);
  script.onload = () => resolve(window.Plotly);
  script.onerror = reject;
  document.head.append(script);
});

// Plotly finds out how much room labels need by drawing everything twice. Where they do not turn,
// that is known before: the width of the widest, the height of their lines; then it need not measure
// them. The legend is HTML.
const SIDE = 9;
const FOOT = 12;
const LINE = 17;
const ruler = document.createElement("canvas").getContext("2d");
const linesOf = ({ ticktext = [] }) =>
  ticktext.map((text) => text.replace(/&lt;/g, "<").replace(/&amp;/g, "&").split("<br>"));

const lean = (layout) => {
  const { font, margin } = layout.template.layout;
  const { xaxis, yaxis } = layout;
  const seen = (axis) => axis && axis.visible !== false && axis.automargin !== false;
  if (seen(xaxis) && xaxis.tickangle !== 0) return { ...layout, showlegend: false };
  const room = { ...margin, ...layout.margin, autoexpand: false };
  if (seen(yaxis)) {
    ruler.font = `${font.size}px ${font.family}`;
    const widths = linesOf(yaxis).flat().map((line) => ruler.measureText(line).width);
    const label = Math.ceil(Math.max(0, ...widths)) + (yaxis.ticklabelstandoff ?? 0);
    room.l = Math.max(room.l, label + SIDE);
  }
  if (seen(xaxis)) {
    const most = Math.max(0, ...linesOf(xaxis).map((label) => label.length));
    room.b = Math.max(room.b, most * LINE + FOOT);
  }
  const known = { automargin: false };
  const axes = { xaxis: { ...xaxis, ...known }, yaxis: { ...yaxis, ...known } };
  return { ...layout, ...axes, showlegend: false, margin: room };
};

// What is drawn, by the id of its place. A card that comes anew gets the drawing it had, changed:
// that takes half the time of drawing it again.
const drawn = new Map();
const figures = new WeakMap();

// How wide each place is; 0 while its reader looks at another side of the card. A place that became
// narrower or wider is drawn anew when it stays so.
const widths = new WeakMap();
let moving = 0;
let printing = false;
const room = new ResizeObserver((changes) => {
  if (printing) return; // the paper has a width of its own
  for (const { target, contentRect } of changes) {
    const before = widths.get(target);
    widths.set(target, Math.round(contentRect.width));
    if (!target.isConnected) room.unobserve(target);
    else if (!before) draw(target);
  }
  clearTimeout(moving);
  moving = setTimeout(() => document.querySelectorAll(".plot").forEach(draw), 100);
});

// Plotly asks each time whether its place is hidden: to answer, the browser would lay out the whole
// page. A hidden place is not drawn on at all.
const VISIBLE = { clientHeight: { value: 1 }, clientWidth: { value: 1 } };
const sheet = () => Object.defineProperties(document.createElement("div"), VISIBLE);

const draw = async (place) => {
  if (!widths.has(place)) {
    widths.set(place, place.clientWidth);
    room.observe(place);
  }
  const Plotly = await library;
  const width = widths.get(place);
  const { figure } = place.dataset;
  const before = drawn.get(place.id);
  const asked = `${width} ${figure}`;
  if (!place.isConnected || !width || (place.firstChild && figures.get(before) === asked)) return;
  const { data, layout } = JSON.parse(figure);
  const kept = before && (before.parentNode === place || !before.isConnected);
  const node = kept ? before : sheet();
  figures.set(node, asked);
  drawn.set(place.id, node);
  if (!place.firstChild) place.append(node);
  await Plotly[kept ? "react" : "newPlot"](node, data, { ...lean(layout), width }, SETTINGS);
};

const forget = () => {
  for (const [id, node] of drawn) {
    if (node.isConnected) continue;
    drawn.delete(id);
    library.then((Plotly) => Plotly.purge(node));
  }
};

const ask = async (address) => {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
};

// A long table comes when its reader turns to it.
const asked = new WeakMap();

const fetchTable = async (place) => {
  const { from, loading, failed, done } = place.dataset;
  delete place.dataset.from;
  asked.set(place, from);
  place.textContent = loading;
  const table = await ask(from).catch(() => "");
  // Something else may have been chosen in the meantime: then this is the table of another page.
  if (place.dataset.from || asked.get(place) !== from) return;
  place.insertAdjacentHTML("afterend", table);
  place.className = table ? "unseen" : "sentence";
  place.textContent = table ? done : failed;
  if (!table) place.dataset.from = from;
};

// Which side of a card its reader chose, by the id of the card; a card that comes anew keeps it.
const sides = new Map();

const turn = (card, side) => {
  for (const button of card.querySelectorAll("button[data-side]")) {
    button.setAttribute("aria-pressed", String(button.dataset.side === side));
  }
  for (const part of card.querySelectorAll("[data-part]")) {
    part.hidden = part.dataset.part !== side;
    if (!part.hidden) part.querySelectorAll("[data-from]").forEach(fetchTable);
  }
};

let wanted = decodeURIComponent(location.hash.slice(1));

const arrive = (card) => {
  if (sides.has(card.id)) turn(card, sides.get(card.id));
  card.querySelectorAll(".plot").forEach(draw);
  if (card.id === wanted) {
    wanted = "";
    card.scrollIntoView();
  }
};

let pending = 0;
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node.nodeType !== Node.ELEMENT_NODE) continue;
      if (node.matches("article.chart")) arrive(node);
      else node.querySelectorAll("article.chart").forEach(arrive);
    }
  }
  clearTimeout(pending);
  pending = setTimeout(forget, 1000);
}).observe(document.documentElement, { childList: true, subtree: true });

// A picture says by itself what it shows: heading, source and marks go into it.
const WIDTH = 960;

const lines = (text, most) => {
  const wide = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/;
  const all = [""];
  let units = 0;
  for (const piece of text.match(/[^\s\u3000-\u9fff\uff00-\uff60]+\s*|[\s\S]/gu) ?? []) {
    const size = [...piece].reduce((sum, sign) => sum + (wide.test(sign) ? 2 : 1), 0);
    if (units + size > most && units) {
      all.push("");
      units = 0;
    }
    all[all.length - 1] += piece;
    units += size;
  }
  return all.map((line) => line.trim()).filter(Boolean);
};

const plain = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

const picture = async (card, format) => {
  const Plotly = await library;
  const { data, layout } = JSON.parse(card.querySelector(".plot").dataset.figure);
  const told = [...card.querySelectorAll("[data-caption]")].map((part) => part.textContent.trim());
  const [title, ...rest] = told.filter(Boolean);
  const above = lines(title, 74);
  const below = rest.flatMap((text) => lines(text, 118));
  const top = above.length * 25 + below.length * 19 + 24;
  const margin = { ...layout.template.layout.margin, ...layout.margin };
  return Plotly.toImage(
    {
      data,
      layout: {
        ...layout,
        height: layout.height + top,
        margin: { ...margin, l: margin.l + 16, r: margin.r + 16, t: margin.t + top, b: margin.b + 16 },
        paper_bgcolor: getComputedStyle(document.querySelector(".stApp")).backgroundColor,
        title: {
          text: above.map((line) => `<b>${plain(line)}</b>`).join("<br>"),
          font: { size: 19 },
          subtitle: { text: below.map(plain).join("<br>"), font: { size: 13 } },
          x: 0,
          xref: "container",
          xanchor: "left",
          y: 1,
          yref: "container",
          yanchor: "top",
          pad: { l: 16, t: 14 },
        },
      },
    },
    { format, width: WIDTH, height: layout.height + top, scale: 2 },
  );
};

// Where pictures are put on record, none is saved that was not.
const save = async (card, { format, name, record }) => {
  const told = card.querySelector(".tools [data-failed]");
  const link = document.createElement("a");
  link.href = await picture(card, format);
  link.download = name;
  try {
    if (record) await ask(record);
    link.click();
    told.textContent = "";
  } catch {
    told.textContent = told.dataset.failed;
  }
};

addEventListener("click", (event) => {
  const button = event.target.closest?.("button[data-side], button[data-format]");
  if (!button) return;
  const card = button.closest("article.chart");
  if (button.dataset.side) {
    sides.set(card.id, button.dataset.side);
    turn(card, button.dataset.side);
  } else {
    save(card, button.dataset);
  }
});

// Paper is narrower than a screen, light, and does not wait. The page may be dark: each of its
// colours has its like in the light.
const PAPER = 680;
const inLight = (text) => {
  if (!matchMedia("(prefers-color-scheme: dark)").matches) return text;
  const { colours } = JSON.parse(document.getElementById("words").textContent);
  return text.replace(/#[0-9a-f]{6}|rgba\(\d+, \d+, \d+/gi, (colour) => colours[colour] ?? colour);
};
const shaded = new Map();
const fit = (paper) => {
  for (const node of drawn.values()) {
    const width = widths.get(node.parentElement);
    if (!node.isConnected || !width) continue;
    const { figure } = node.parentElement.dataset;
    const { data, layout } = JSON.parse(paper ? inLight(figure) : figure);
    window.Plotly.react(node, data, { ...lean(layout), width: paper ?? width }, SETTINGS);
  }
};
addEventListener("beforeprint", () => {
  printing = true;
  clearTimeout(moving);
  fit(PAPER);
  for (const cell of document.querySelectorAll("table.heat td[style], .legend [style]")) {
    shaded.set(cell, cell.getAttribute("style"));
    cell.setAttribute("style", inLight(cell.getAttribute("style")));
  }
});
addEventListener("afterprint", () => {
  fit(null);
  printing = false;
  for (const [cell, style] of shaded) cell.setAttribute("style", style);
  shaded.clear();
});
