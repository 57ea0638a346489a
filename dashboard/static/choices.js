// What a reader chooses is in the address. The server draws the page anew from that, and what is
// other than before is put in place here: Streamlit, which drew it first, takes several times as
// long.

const CHOICES = "[data-key]";

const shown = () => document.querySelector(".page[data-session]");

// What is chosen, as the address says it; what this page does not offer stays as it is.
const chosen = () => {
  const query = new URLSearchParams(location.search);
  const values = new Map();
  for (const field of document.querySelectorAll(CHOICES)) {
    const codes = values.get(field.dataset.key) ?? new Set();
    if (field.checked ?? true) codes.add(field.value);
    values.set(field.dataset.key, codes);
  }
  if (!values.get("period")?.has("chosen")) ["from", "to"].forEach((key) => values.set(key, []));
  for (const [key, codes] of values) {
    const said = [...codes].filter(Boolean).join(".");
    if (said) query.set(key, said);
    else query.delete(key);
  }
  return query.toString();
};

// What its reader turned to or unfolded is theirs: the server does not know of it.
const theirs = (element, name) =>
  (name === "open" && element.matches("details")) ||
  (name === "hidden" && element.matches("[data-part]")) ||
  (name === "aria-pressed" && element.matches("[data-side]"));

const alike = (one, other) =>
  one.nodeType === other.nodeType && one.nodeName === other.nodeName && one.id === other.id;

// Makes an element what another is, and leaves alone what is the same: who has the keyboard keeps
// it, and the browser need not lay out the whole page.
const become = (element, other) => {
  for (const { name, value } of [...other.attributes]) {
    if (element.getAttribute(name) !== value && !theirs(element, name)) {
      element.setAttribute(name, value);
    }
  }
  for (const { name } of [...element.attributes]) {
    if (!other.hasAttribute(name) && !theirs(element, name)) element.removeAttribute(name);
  }
  if (element.matches("input")) element.checked = other.checked;
  if (element.matches("option")) element.selected = other.selected;
  if (element.matches(".plot")) return; // charts.js draws it
  let next = element.firstChild;
  for (const part of [...other.childNodes]) {
    if (!next || !alike(next, part)) {
      element.insertBefore(part, next);
      continue;
    }
    if (part.nodeType === Node.ELEMENT_NODE) become(next, part);
    else if (next.data !== part.data) next.data = part.data;
    next = next.nextSibling;
  }
  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
};

const put = (place, html) => {
  const other = place.cloneNode(false);
  other.innerHTML = html;
  become(place, other);
};

const fetchPage = async (query) => {
  const name = location.pathname.split("/").pop() || "overview";
  const { session } = shown().dataset;
  const answer = await fetch(`./view/${name}?${query}`, {
    headers: { "X-Casestats-Session": session },
  });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
};

// One question at a time: of what was chosen in the meantime only the last is asked.
let asking = false;
let wish = null;

const choose = async (query) => {
  wish = query;
  if (asking) return;
  asking = true;
  while (wish !== null) {
    const asked = wish;
    wish = null;
    try {
      const drawn = await fetchPage(asked);
      if (wish !== null) continue;
      const address = new URLSearchParams(drawn.address).toString();
      history.pushState(null, "", address ? `?${address}` : location.pathname);
      document.title = drawn.title;
      put(document.querySelector(".page.beside"), drawn.side);
      put(shown(), drawn.main);
      shown().querySelectorAll("article.chart").forEach(arrive);
    } catch {
      lead(asked ? `?${asked}` : location.pathname);
    }
  }
  asking = false;
};

addEventListener("change", ({ target }) => {
  if (!target.matches?.(CHOICES)) return;
  // A code that stands in two lists is one choice.
  const twins = document.querySelectorAll(`[data-key="${target.dataset.key}"]`);
  for (const twin of twins) {
    if (twin.type === "checkbox" && twin.value === target.value) twin.checked = target.checked;
  }
  if (shown()) choose(chosen());
  else lead(`?${chosen()}`);
});

addEventListener("click", (event) => {
  const link = event.target.closest?.("a.again");
  if (!link || !shown() || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  choose(new URL(link.href).search.slice(1));
});
