// Charts as SVG text: the same as dashboard/page/svg draws, letter by letter. Tests compare both.
"use strict";

casestats.drawing = (() => {
  const WIDE = 980, SLIM = 440, LINE = 17, UNIT = 7, GAP = 8;
  const FIRST_WIDE = 0x2e80;
  const NEVER_FIRST = "）」』】、。・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ";
  const PAUSES = /(?<=[ ・、／])|(?=（)/u;
  const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;" };

  const px = (length) => Math.round(length);
  const half = (length) => Math.floor(length / 2);
  const escaped = (text) => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
  const most = (numbers, least = 0) => numbers.reduce((a, b) => Math.max(a, b), least);
  const thousands = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

  const units = (text) =>
    [...text].reduce((sum, sign) => sum + (sign.codePointAt(0) >= FIRST_WIDE ? 2 : 1), 0);
  const room = (texts) => most(texts.map(units)) * UNIT;

  function pieces(phrase, limit) {
    const found = [];
    let rest = [...phrase];
    while (units(rest.join("").trimEnd()) > limit) {
      const fitting = rest.map((_, n) => n)
        .filter((n) => n === 1 || (n && units(rest.slice(0, n).join("")) <= limit));
      const ends = fitting.filter((n) => !NEVER_FIRST.includes(rest[n]));
      const end = most(ends.length ? ends : fitting);
      found.push(rest.slice(0, end).join(""));
      rest = rest.slice(end);
    }
    return [...found, rest.join("")];
  }

  function wrapped(text, width) {
    const limit = Math.max(Math.floor(width / UNIT), 2);
    const lines = [""];
    for (const phrase of text.split(PAUSES)) {
      for (const piece of pieces(phrase, limit)) {
        if (units((lines.at(-1) + piece).trimEnd()) > limit) lines.push("");
        lines[lines.length - 1] += piece;
      }
    }
    return lines.map((line) => line.trim()).filter(Boolean);
  }

  function ticks(largest) {
    let step = 0;
    for (let power = 1; !step; power *= 10) {
      step = [power, 2 * power, 5 * power].find((one) => one * 5 >= largest) ?? 0;
    }
    return Array.from({ length: Math.ceil(Math.max(largest, 1) / step) + 1 }, (_, n) => step * n);
  }

  const text = (lines, x, y, kind) =>
    lines
      .map((line, n) => `<text class="${kind}" x="${x}" y="${y + n * LINE}">${escaped(line)}</text>`)
      .join("");
  const rect = (x, y, [width, height], kind) =>
    `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}"/>`;
  const line = ([x1, y1], [x2, y2], kind) =>
    `<line class="${kind}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"/>`;
  const paper = (drawn, [width, height], alt) =>
    `<svg class="${width === WIDE ? "wide" : "slim"}" viewBox="0 0 ${width} ${height}"` +
    ` width="${width}" height="${height}" role="img" aria-label="${escaped(alt)}">` +
    `${drawn.join("")}</svg>`;

  // rows: {label, value, told, kind}
  function bars(rows, width, alt) {
    const BAR = 18;
    const labels = rows.map((row) => wrapped(row.label, px(width * 0.36)));
    const left = most(labels.map(room)) + GAP;
    const longest = width - left - room(rows.map((row) => row.told)) - 2 * GAP;
    const largest = most(rows.map((row) => row.value ?? 0)) || 1;
    const drawn = [];
    let top = 0;
    rows.forEach((row, place) => {
      const lines = labels[place];
      const height = Math.max(BAR + 10, lines.length * LINE + GAP);
      const middle = top + half(height);
      drawn.push(text(lines, left - GAP, middle + 5 - half((lines.length - 1) * LINE), "label"));
      if (row.value === null) {
        drawn.push(text([row.told], left + 2, middle + 5, "sign"));
      } else {
        const length = px((longest * row.value) / largest);
        drawn.push(rect(left, middle - BAR / 2, [length, BAR], row.kind));
        drawn.push(text([row.told], left + length + GAP, middle + 5, "number"));
      }
      top += height;
    });
    return paper(drawn, [width, top], alt);
  }

  // spans: {axis: [first, second], year, start, end, value, told}
  function lines(spans, width, alt) {
    const TOP = 26, FOOT = 46;
    const height = width === WIDE ? 280 : 230;
    const scale = ticks(most(spans.map((span) => span.value ?? 0)));
    const left = room(scale.map(thousands)) + GAP;
    const floor = height - FOOT;
    const up = (value) => floor - px(((floor - TOP) * value) / scale.at(-1));
    const drawn = [];
    for (const tick of scale) {
      drawn.push(line([left, up(tick)], [width, up(tick)], "grid"));
      drawn.push(text([thousands(tick)], left - GAP, up(tick) + 5, "label"));
    }
    const first = spans[0].start, last = spans.at(-1).end + 1;
    const at = (day) => left + px(((width - left) * (day - first)) / (last - first));
    const across = spans.map((span) => [at(span.start), at(span.end + 1)]);
    const heights = spans.map((span) => (span.value === null ? null : up(span.value)));
    for (let place = 1; place < spans.length; place += 1) {
      const [start, end] = [heights[place - 1], heights[place]];
      if (start !== null && end !== null) {
        drawn.push(line([across[place - 1][1] - 2, start], [across[place][0] + 2, end], "joint"));
      }
    }
    const narrowest = Math.min(...across.map(([start, end]) => end - start));
    const allNumbers = room(spans.map((span) => span.told)) + 4 <= narrowest;
    const values = spans.map((span) => span.value ?? 0);
    const highest = values.indexOf(most(values));
    spans.forEach((span, place) => {
      const [start, end] = across[place], y = heights[place], middle = half(start + end);
      if (y === null) {
        drawn.push(text([span.told], middle, floor - 6, "sign mid"));
        return;
      }
      drawn.push(line([start + 2, y], [end - 2, y], "known"));
      if (allNumbers || place === highest || place === spans.length - 1) {
        drawn.push(text([span.told], middle, y - GAP, "number mid"));
      }
    });
    const allNames = room(spans.flatMap((span) => span.axis)) + 4 <= narrowest;
    let year = "";
    spans.forEach((span, place) => {
      const [start, end] = across[place];
      if (allNames) {
        drawn.push(text(span.axis, half(start + end), floor + LINE + 2, "label mid"));
      } else if (span.year !== year) {
        drawn.push(line([start, floor], [start, floor + 6], "grid"));
        drawn.push(text([span.year], start, floor + LINE + 6, "label start"));
      }
      year = span.year;
    });
    return paper(drawn, [width, height], alt);
  }

  // cells: rows of {value, told}
  function grid(rows, columns, cells, width, alt) {
    const CELL = 30, BETWEEN = 3, STEPS = 9;
    const labels = rows.map((row) => wrapped(row, px(width * 0.28)));
    const left = most(labels.map(room)) + GAP;
    const wide = Math.floor((width - left) / Math.max(columns.length, 1));
    const heads = columns.map((column) => wrapped(column, wide - BETWEEN));
    const tallest = most(heads.map((lines) => lines.length));
    const middle = half(wide - BETWEEN);
    const drawn = heads.map((lines, place) =>
      text(lines, left + place * wide + middle, (tallest - lines.length) * LINE + 13, "label mid"),
    );
    let top = tallest * LINE + 4;
    const largest = most(cells.flat().map((cell) => cell.value ?? 0)) || 1;
    cells.forEach((row, number) => {
      const lines = labels[number];
      const height = Math.max(CELL, lines.length * LINE + 6);
      const baseline = top + half(height) + 4;
      drawn.push(text(lines, left - GAP, baseline - half((lines.length - 1) * LINE), "label"));
      row.forEach((cell, place) => {
        const x = left + place * wide;
        const kind = cell.value === null ? "none" : `q${px((STEPS * cell.value) / largest)}`;
        drawn.push(rect(x, top, [wide - BETWEEN, height - BETWEEN], kind));
        const written = cell.value === null ? "sign mid" : "number mid";
        drawn.push(text([cell.told], x + middle, baseline, written));
      });
      top += height;
    });
    return paper(drawn, [width, top], alt);
  }

  const fits = (columns, width) => width === WIDE || columns <= 7;

  return { WIDE, SLIM, bars, lines, grid, fits, thousands };
})();
