// What is chosen as a figure: its numbers, its words, its drawing, its table.
"use strict";

casestats.figures = (() => {
  const { data, drawing } = casestats;
  const { TOTAL, label, periodsOf, say, told: words } = casestats.words;
  const { thousands } = drawing;
  const UNKNOWN = "unknown", NOT_COLLECTED = "..", WITHHELD = "S", ALL = "all";
  const ORDERED = new Set(["age_band"]); // the other breakdowns are sorted by number
  const KINDS = { [UNKNOWN]: "unknown", female: "female" };
  const PERIODS = { [drawing.WIDE]: 12, [drawing.SLIM]: 5 }; // side by side at most, the newest
  const LIMIT = 250; // characters of a chart in words

  const breakdown = (dims) =>
    dims
      .map((dim, place) => (place ? say("release.by", { dim: words.dims[dim].toLowerCase() }) : words.dims[dim]))
      .join("") || say("release.over_time");
  const codesOf = (source, dim) => data.codes[source][dim].filter((code) => code !== TOTAL);

  // Periods: one, or the sum of those of a calendar year
  function chosenPeriods(source, code) {
    const single = periodsOf(source).filter((period) => period.code === code);
    return single.length ? single : periodsOf(source).filter((period) => String(period.of) === code);
  }
  function years(source) {
    const found = new Set(periodsOf(source).map((period) => String(period.of)));
    return [...found].filter((year) => {
      const parts = periodsOf(source).filter((period) => String(period.of) === year);
      return parts.length > 1 && parts.reduce((months, part) => months + part.months, 0) === 12;
    });
  }
  function chosenName(source, code) {
    const periods = chosenPeriods(source, code);
    return periods.length > 1
      ? say("release.choose.sum", { year: code, n: periods.length })
      : periods[0].name;
  }

  // Numbers: a printed one, or a sign. Only printed ones are added or divided.
  function number(table, source, period, codes) {
    const listed = data.cells[table][source]?.[period];
    if (!listed) return NOT_COLLECTED;
    const place = data.dims[table].reduce((found, dim) => {
      const all = data.codes[source][dim];
      return found * all.length + all.indexOf(codes[dim] ?? TOTAL);
    }, 0);
    return listed[place];
  }
  function summed(counts) {
    if (counts.length === 1) return counts[0];
    if (counts.some((count) => typeof count === "string")) return say("release.choose.not_available");
    return counts.reduce((a, b) => a + b, 0);
  }
  function measured(choice, periods, codes) {
    const of = (wanted) =>
      summed(periods.map((period) => number(choice.table, choice.source, period.code, wanted)));
    const count = of(codes);
    const told = typeof count === "string" ? count : thousands(count);
    if (choice.measure === "count" || typeof count === "string") {
      return { value: typeof count === "string" ? null : count, told };
    }
    const whole = { ...choice.within };
    if (choice.measure === "share_row") whole[choice.dims[0]] = codes[choice.dims[0]];
    const total = of(whole);
    if (typeof total === "string") return { value: null, told: say("release.choose.not_available") };
    return { value: count / total, told: `${((100 * count) / total).toFixed(1)}%` };
  }

  // In words
  const item = ([name, told]) => say("release.alt.item", { label: name, n: told });
  function short(sentences) {
    let text = "";
    for (const sentence of sentences) {
      if ((text + sentence).trim().length > LIMIT) break;
      text += sentence;
    }
    return text.trim();
  }
  function missing(rows) {
    const n = rows.filter((row) => row[2] === null).length;
    return n ? [say("release.alt.missing", { n: thousands(n) })] : [];
  }
  const pair = (row) => say("release.alt.sentence", { item: item(row) });
  const known = (rows) => rows.filter((row) => row[2] !== null);
  const largest = (rows) => known(rows).sort((a, b) => b[2] - a[2]);
  function overTimeInWords(title, points) {
    const told = known(points);
    return short([
      say("release.alt.of", { title }),
      ...missing(points),
      ...(told.length > 1 ? [told[0], told.at(-1)] : told).map(pair),
      ...largest(told).slice(0, 1).map((one) => say("release.alt.highest", { item: item(one) })),
    ]);
  }
  const rankedInWords = (title, rows, most = rows.length) =>
    short([
      say("release.alt.of", { title }),
      ...missing(rows),
      ...largest(rows).slice(0, most).map(pair),
    ]);

  // Figures: {charts, head, rows, cells}; a row of cells is told as CSV
  const drawn = (draw, columns = 0) =>
    [drawing.WIDE, drawing.SLIM].filter((width) => drawing.fits(columns, width)).map(draw);

  function overTime(choice, title) {
    const found = periodsOf(choice.source).map((period) => [period, measured(choice, [period], {})]);
    const told = found.map(([period, cell]) => [period.name, cell.told, cell.value]);
    const alt = overTimeInWords(title, told);
    const spans = found.map(([period, cell]) => ({ ...period, ...cell }));
    return {
      charts: drawn((width) => drawing.lines(spans, width, alt)),
      head: [say("release.period.column"), choice.unit],
      rows: told.map((row) => row.slice(0, 2)),
    };
  }

  function byOne(choice, title) {
    const [dim] = choice.dims;
    const cell = (code) => measured(choice, choice.periods, { [dim]: code });
    const found = codesOf(choice.source, dim).map((code) => [code, cell(code)]);
    if (!ORDERED.has(dim)) {
      found.sort(
        ([a, { value: x }], [b, { value: y }]) =>
          (a === UNKNOWN) - (b === UNKNOWN) || (y ?? 0) - (x ?? 0),
      );
    }
    const told = found.map(([code, one]) => [label(choice.source, dim, code), one.told, one.value]);
    const alt = rankedInWords(title, told);
    const rows = found.map(([code, one], place) => ({
      ...one,
      label: told[place][0],
      kind: KINDS[code] ?? "known",
    }));
    return {
      charts: drawn((width) => drawing.bars(rows, width, alt)),
      head: [words.dims[dim], choice.unit],
      rows: [...told.map((row) => row.slice(0, 2)), [say("release.total"), cell(TOTAL).told]],
    };
  }

  // Rows of codes; columns of codes, or of periods
  function crossed(choice, title) {
    const [dim, other] = choice.dims;
    const rows = codesOf(choice.source, dim);
    const columns = other
      ? [...codesOf(choice.source, other), TOTAL].map((code) => ({
          name: label(choice.source, other, code),
          periods: choice.periods,
          codes: { [other]: code },
        }))
      : periodsOf(choice.source).map((one) => ({ name: one.name, periods: [one], codes: {} }));
    const cells = [...rows, TOTAL].map((code) =>
      columns.map((column) =>
        measured(choice, column.periods, { ...choice.within, ...column.codes, [dim]: code }),
      ),
    );
    const labels = [...rows, TOTAL].map((code) => label(choice.source, dim, code));
    const inner = columns.length - (other ? 1 : 0);
    const names = columns.slice(0, inner).map((column) => column.name);
    const shown = cells.slice(0, -1).map((row) => row.slice(0, inner));
    const told = shown.flatMap((row, y) =>
      row.map((cell, x) => [
        say("release.alt.cross", { row: labels[y], column: names[x] }),
        cell.told,
        cell.value,
      ]),
    );
    const alt = rankedInWords(title, told, 3);
    const charts = drawn((width) => {
      const first = other ? 0 : Math.max(names.length - PERIODS[width], 0);
      const [heads, inside] = [names.slice(first), shown.map((row) => row.slice(first))];
      return drawing.grid(labels.slice(0, -1), heads, inside, width, alt);
    }, other ? names.length : 0);
    return {
      charts,
      periods: other ? 0 : names.length,
      head: [words.dims[dim], ...columns.map((column) => column.name)],
      rows: cells.map((row, y) => [labels[y], ...row.map((cell) => cell.told)]),
    };
  }

  function figure(choice) {
    const { source, dims, slice } = choice;
    const name = words.sources[source];
    const every = choice.period === ALL;
    const title = [
      breakdown(dims.slice(0, 2)),
      ...(dims.length > 2 ? [label(source, dims[2], slice)] : []),
    ].join(say("list.comma"));
    const of = [
      name.label,
      choice.unit,
      ...(every ? [] : [chosenName(source, choice.period)]),
    ];
    const told = [title, ...of].join(say("list.comma"));
    const made = !dims.length
      ? overTime(choice, told)
      : dims.length === 1 && !every
        ? byOne(choice, told)
        : crossed(choice, told);
    const meaning = dims.map((dim) => say("list.sentence", { text: words.meanings[dim] })).join("");
    return {
      title,
      caption: of.join(say("list.middot")),
      meaning: meaning.trim() || say("release.over_time.meaning"),
      notes: notes(choice, made),
      ...made,
    };
  }

  function notes(choice, made) {
    const shown = new Set(made.rows.flatMap((row) => row.slice(1)));
    const told = [];
    const lengths = new Set(periodsOf(choice.source).map((period) => period.months));
    if (choice.period === ALL && lengths.size > 1) told.push(say("release.lengths"));
    const n = choice.periods.length;
    if (n > 1) told.push(say("release.choose.sum_note", { n }));
    if (choice.measure !== "count") told.push(say("release.choose.share_note"));
    if (shown.has(WITHHELD)) told.push(say("release.sign.withheld", { threshold: words.threshold }));
    if (shown.has(NOT_COLLECTED)) told.push(say("release.sign.not_collected"));
    if (shown.has(say("release.choose.not_available"))) {
      told.push(say("release.choose.not_available_note"));
    }
    return told.map((text) => say("list.sentence", { text })).join("").trim();
  }

  return { ALL, breakdown, chosenName, chosenPeriods, figure, years };
})();
