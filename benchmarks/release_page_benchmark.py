"""How heavy the page of a release is, and how soon its charts are there, beside Plotly's export.

    python benchmarks/release_page_benchmark.py [--rounds 7]

One run renders a release as large as a real one, and exports the same charts as Plotly writes them
into one HTML file (``to_html``, plotly.js inline once). Ours has the tables, texts and choices
besides. The pages take turns in fresh browsers, from disk. Measured are:

- bytes of the first view, plain and as gzip sends them (level 6);
- first: milliseconds until the first chart is drawn; all: until every chart is.

Read the ratios: the milliseconds belong to the machine.
"""

import argparse
import gzip
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import plotly.graph_objects as go
from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from dashboard.page import render
from dashboard.page.cells import cells
from dashboard.page.figures import Figure, of_source
from dashboard.page.words import Words
from etl.release.model import Release
from tests.browser import chromium
from tests.release_of_full_size import full_size

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
#: Notes when the first and when all of a number of charts are drawn, a frame at a time.
WATCH = """(() => {
  window.first = window.all = 0;
  const look = () => {
    const charts = "figure[data-address] svg:first-child, .cartesianlayer";
    const drawn = document.querySelectorAll(charts);
    if (drawn.length && !window.first) window.first = performance.now();
    if (drawn.length >= CHARTS) window.all = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


@dataclass
class Way:
    """One way to publish the charts: its files, the page first, and what was measured.

    Attributes:
        name: of the way.
        files: name → bytes, all that a first view loads.
        first: milliseconds.
        all: milliseconds.
    """

    name: str
    files: dict[str, bytes]
    first: list[float] = field(default_factory=list)
    all: list[float] = field(default_factory=list)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    release = full_size()
    charts = shown(release)
    ways = [ours(release), Way("Plotly's export", {"index.html": exported(charts)})]
    path = chromium.find()
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for _ in range(rounds):
            for way in ways:
                view(browser, way, Path(place) / way.name, len(charts))
        browser.close()
    print(f"{len(charts)} charts of {len(release.sources)} sources, {rounds} rounds")
    tell(ways)


def shown(release: Release) -> list[Figure]:
    """The charts of our page."""
    words, numbers = Words(release, "en"), cells(release)
    found = [of_source(words, numbers, source) for source in words.sources]
    return [
        figure
        for figures in found
        if figures
        for figure in (figures.over_time, *figures.single, *figures.crossed)
    ]


def ours(release: Release) -> Way:
    """Our page in English."""
    files = render(release)
    loaded = ["index.html", *(name for name in files if name.startswith("assets/"))]
    return Way("ours", {name: files[name] for name in loaded})


def exported(charts: list[Figure]) -> bytes:
    """All charts in one file of Plotly's making."""
    parts = [
        plotted(chart).to_html(
            full_html=False, include_plotlyjs=place == 0, div_id=f"chart-{place}"
        )
        for place, chart in enumerate(charts)
    ]
    return f'<!DOCTYPE html><meta charset="utf-8"><body>{"".join(parts)}</body>'.encode()


def plotted(chart: Figure) -> go.Figure:
    """The same numbers as a figure of Plotly: a line, bars, or a heat map with its numbers."""
    labels = [row[0] for row in chart.rows]
    values = [[number(cell) for cell in row[1 : chart.numbers + 1]] for row in chart.rows]
    if len(chart.head) > 2 and chart.numbers > 1:
        inner = [row[:-1] for row in values[:-1]]
        trace = go.Heatmap(
            x=chart.head[1:-1], y=labels[:-1], z=inner, text=inner, texttemplate="%{text}"
        )
    elif chart.numbers < len(chart.head) - 1:
        trace = go.Scatter(x=labels, y=[row[0] for row in values], mode="lines+markers")
    else:
        told = [row[0] for row in values]
        trace = go.Bar(y=labels[:-1], x=told[:-1], text=told[:-1], orientation="h")
    return go.Figure(trace, layout={"title": {"text": chart.title}})


def number(told: str) -> int | None:
    """A number as written, or None for a sign."""
    plain = told.replace(",", "")
    return int(plain) if plain.isdigit() else None


def view(browser: Browser, way: Way, folder: Path, charts: int) -> None:
    """Open a page in a fresh browser."""
    for name, data in way.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.add_init_script(WATCH.replace("CHARTS", str(charts)))
    page.goto(f"file://{folder}/index.html")
    page.wait_for_function("() => window.all > 0", timeout=120_000)
    way.first.append(page.evaluate("window.first"))
    way.all.append(page.evaluate("window.all"))
    context.close()


def tell(ways: list[Way]) -> None:
    """Print what was measured, and how many times as much the others take."""
    heads = ("kB", "kB gzip", "first, ms", "all, ms")
    print(f"{'':24}" + "".join(f"{head:>16}" for head in heads))
    base = measures(ways[0])
    for way in ways:
        told = [
            f"{value:,.0f} ({value / least:.1f}×)"
            for value, least in zip(measures(way), base, strict=True)
        ]
        print(f"{way.name:24}" + "".join(f"{text:>16}" for text in told))


def measures(way: Way) -> tuple[float, float, float, float]:
    """Kilobytes plain and gzipped, medians of milliseconds."""
    plain = sum(len(data) for data in way.files.values())
    packed = sum(len(gzip.compress(data, 6)) for data in way.files.values())
    return plain / 1000, packed / 1000, median(way.first), median(way.all)


if __name__ == "__main__":
    main()
