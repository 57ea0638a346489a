// Says what became of this release, where a site tells it; lets a reader leave without a trace back.
"use strict";

(() => {
  const { cellOf, element, label, periodName, say, told: words } = casestats.words;
  const status = globalThis.casestatsStatus ?? {};
  const revisions = status.revisions ?? [];

  const cellName = ({ source, cell }) =>
    cellOf(cell).map(([dim, code]) => label(source, dim, code)).join(say("list.comma")) ||
    say("release.total");
  const sentence = (row) =>
    say("release.revised.row", {
      ...row,
      source: words.sources[row.source]?.label ?? row.source,
      period: periodName(row.source, row.period),
      cell: cellName(row),
      old: row.old ?? "S",
      new: row.new ?? "S",
      reason: row[`reason_${words.lang}`],
    });
  const sentences = (rows) => [...new Set(rows.map(sentence))]; // one cell stands in several tables
  function folded(told, attributes) {
    const fold = element("details", undefined, attributes);
    const list = element("ul");
    list.append(...told.map((text) => element("li", text)));
    fold.append(element("summary", say("release.revised", { n: told.length })), list);
    return fold;
  }

  // Under a figure, which of its numbers were revised later; its address is source/dims/period/…
  casestats.revised = (figure, address) => {
    const [source, dims, period] = address.split("/");
    const shown = dims.split(".");
    const told = sentences(revisions.filter((row) =>
      row.source === source && (period === "all" || row.period === period) &&
      cellOf(row.cell).every(([dim]) => shown.includes(dim))));
    figure.querySelector(".revised")?.remove();
    if (told.length) figure.querySelector(".drawn").after(folded(told, { class: "revised", open: "" }));
  };

  function tell() {
    const box = element("div");
    if (status.withdrawn) box.append(element("p", say("release.withdrawn")));
    const due = new Date().toISOString().slice(0, 10) > words.due;
    if (due && !status.superseded_by) box.append(element("p", say("release.due", { date: words.due_told })));
    if (status.superseded_by) {
      const name = status.superseded_by;
      const page = words.lang === "en" ? "index.html" : `index.${words.lang}.html`;
      const newer = element("p");
      newer.append(element("a", say("release.superseded", { name }), { href: `../${name}/${page}` }));
      box.append(newer);
    }
    if (revisions.length) box.append(folded(sentences(revisions)));
    if (box.children.length) document.getElementById("status").append(box);
  }

  tell();
  for (const figure of document.querySelectorAll("figure[data-address]")) {
    casestats.revised(figure, figure.dataset.address);
  }
  document.getElementById("leave").addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(event.currentTarget.href);
  });
})();
