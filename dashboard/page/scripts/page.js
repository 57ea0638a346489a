// Lets a reader choose a figure and take it along.
"use strict";

(() => {
  const { data, figures } = casestats;
  const { ALL, breakdown, chosenName, chosenPeriods, years } = figures;
  const { element, label, periodsOf, say, told: words } = casestats.words;
  const FIELDS = ["source", "dims", "period", "measure", "slice"];

  const byId = (id) => document.getElementById(id);

  // What can be chosen, given what is chosen before it
  function options(chosen) {
    const offered = {};
    const pick = (name, list) => {
      offered[name] = list;
      if (!list.some(([code]) => code === chosen[name])) chosen[name] = list[0]?.[0] ?? "";
    };
    pick("source", Object.keys(words.sources)
      .filter((source) => periodsOf(source).length)
      .map((source) => [source, words.sources[source].label, words.sources[source].country]));
    const { source } = chosen;
    const collected = data.breakdowns.filter(
      ([, table]) => Object.keys(data.cells[table][source] ?? {}).length,
    );
    pick("dims", collected.map(([dims]) => [dims.join("."), breakdown(dims)]));
    const dims = chosen.dims ? chosen.dims.split(".") : [];
    const single = [...periodsOf(source)].reverse().map((period) => [period.code, period.name]);
    const sums = years(source).map((year) => [year, chosenName(source, year)]).reverse();
    const every = [ALL, say("release.choose.all_periods")];
    pick("period", [...(dims.length < 2 ? [every] : []), ...(dims.length ? [...single, ...sums] : [])]);
    pick("slice", dims.length > 2
      ? data.codes[source][dims[2]].map((code) => [code, label(source, dims[2], code)]).reverse()
      : []);
    const share = ["share", say("release.choose.share")];
    const shareOfRow = ["share_row", say("release.choose.share_row")];
    pick("measure", [
      ["count", say("release.choose.count")],
      ...(dims.length ? [share] : []),
      ...(dims.length > 1 ? [shareOfRow] : []),
    ]);
    return offered;
  }

  function choiceOf(chosen) {
    const dims = chosen.dims ? chosen.dims.split(".") : [];
    const [, table] = data.breakdowns.find(([listed]) => listed.join(".") === chosen.dims);
    const { unit } = words.sources[chosen.source];
    const share = chosen.measure === "share_row" ? say("release.choose.share_row") : say("release.choose.share");
    return {
      ...chosen,
      dims,
      table,
      unit: chosen.measure === "count" ? unit : share,
      periods: chosen.period === ALL ? [] : chosenPeriods(chosen.source, chosen.period),
      within: dims.length > 2 ? { [dims[2]]: chosen.slice } : {},
    };
  }

  // The page
  const chosen = {};
  const address = () => FIELDS.map((field) => chosen[field]).join("/").replace(/\/$/, "");
  const link = (kind) => `${location.href.split("#")[0]}#${kind}=${address()}`;

  function table(made) {
    const shown = element("table");
    const head = shown.createTHead().insertRow();
    for (const name of made.head) head.append(element("th", name, { scope: "col" }));
    const body = shown.createTBody();
    for (const [first, ...cells] of made.rows) {
      const row = body.insertRow();
      row.append(element("th", first, { scope: "row" }), ...cells.map((told) => element("td", told)));
    }
    return shown;
  }

  // Options, under their countries where they have one
  function grouped(offered) {
    const groups = new Map();
    for (const [code, name, country] of offered) {
      const option = element("option", name, { value: code });
      if (country && !groups.has(country)) groups.set(country, element("optgroup", undefined, { label: country }));
      if (country) groups.get(country).append(option);
      else groups.set(code, option);
    }
    return [...groups.values()];
  }

  function show() {
    const offered = options(chosen);
    for (const field of FIELDS) {
      const select = byId(`choose-${field}`);
      select.replaceChildren(...grouped(offered[field]));
      select.value = chosen[field];
      select.parentElement.hidden = offered[field].length < 2;
    }
    const made = figures.figure(choiceOf(chosen));
    const place = byId("chosen");
    place.querySelector("h3").textContent = made.title;
    const [caption, meaning] = place.querySelectorAll("figcaption p");
    caption.textContent = made.caption;
    meaning.textContent = made.meaning;
    const drawing = place.querySelector(".drawn");
    drawing.innerHTML = made.charts.join(""); // escaped by drawing.js
    place.querySelector(".note").textContent = made.notes;
    place.querySelectorAll("[data-most]").forEach((note) => {
      note.hidden = !(made.periods > Number(note.dataset.most));
    });
    casestats.revised(place, address());
    place.querySelector(".across").replaceChildren(table(made));
    byId("link").value = link("figure");
    const frame = element("iframe", undefined, {
      src: link("chart"), title: `${made.title}, ${made.caption}`, width: "100%", height: "520",
    });
    byId("embed").value = frame.outerHTML;
    byId("take").href = URL.createObjectURL(new Blob([csv(made)], { type: "text/csv" }));
    byId("take").download = `${words.release}-${address().replace(/[^\w.-]+/g, "-")}.csv`;
  }

  // With a mark that tells Excel it is UTF-8; numbers without their commas
  function csv(made) {
    const quoted = (cell) => `"${cell.replaceAll('"', '""')}"`;
    const rows = made.rows.map(([first, ...cells]) => [first, ...cells.map((cell) => cell.replaceAll(",", ""))]);
    return `\ufeff${[made.head, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;
  }

  function follow() {
    const [, kind, told] = /^#(figure|chart)=(.*)$/.exec(decodeURIComponent(location.hash)) ?? [];
    if (!kind) return;
    const parts = told.split("/");
    FIELDS.forEach((field, place) => { chosen[field] = parts[place] ?? ""; });
    document.body.classList.toggle("alone", kind === "chart");
    show();
    if (kind === "figure") byId("explore").scrollIntoView();
  }

  byId("choices").addEventListener("change", ({ target }) => {
    chosen[target.name] = target.value;
    show();
    history.replaceState(null, "", `#figure=${address()}`);
  });
  // Each chart of the page can be taken up and changed
  for (const shown of document.querySelectorAll("figure[data-address]")) {
    const link = element("a", say("release.choose.change"), { href: `#figure=${shown.dataset.address}` });
    shown.querySelector(".tools").append(link);
  }
  byId("switch").addEventListener("click", ({ currentTarget }) => {
    currentTarget.hash = location.hash;
  });
  addEventListener("hashchange", follow);

  chosen.dims = data.breakdowns.find(([dims]) => dims.length === 1)?.[0].join(".");
  byId("explore").hidden = false;
  show();
  follow();
})();
