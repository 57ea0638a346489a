// What is called how in the reader's language, as the page was given it. The first script of all.
"use strict";

const casestats = {};

casestats.words = (() => {
  const told = JSON.parse(document.getElementById("words").textContent);
  const TOTAL = "total";

  const say = (key, fields = {}) =>
    told.text[key].replace(/\{(\w+)\}/g, (_, name) => String(fields[name]));
  const label = (source, dim, code) =>
    code === TOTAL ? say("release.total") : told.codes[source]?.[dim]?.[code] ?? code;
  const periodsOf = (source) => told.periods[source] ?? [];
  const periodName = (source, code) =>
    periodsOf(source).find((period) => period.code === code)?.name ?? code;

  // "dim=code;dim=code", as revisions name a cell, without its totals
  const cellOf = (named) =>
    named.split(";").filter(Boolean).map((part) => part.split("=")).filter(([, code]) => code !== TOTAL);

  function element(name, text, attributes = {}) {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  return { TOTAL, cellOf, element, label, periodName, periodsOf, say, told };
})();
