"""Figures as HTML: the script in static/charts.js draws them with the plotly.js beside it. Pure."""

import json
from html import escape

from dashboard.charts.style import Figure
from dashboard.legends import legend


def plot(figure: Figure, *, key: str, alt: str) -> str:
    """The legend and the place of one chart, with its figure as JSON.

    Args:
        figure: plotly's dictionary. Without a number there is None, never NaN.
        key: names the chart on its page: drawn anew under the same key, it is changed in place.
        alt: the chart in words, for those who do not see it.

    Raises:
        ValueError: for a number that JSON does not have.
    """
    told = json.dumps(figure, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    written = told.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;")
    height = figure["layout"]["height"]
    return (
        f'{legend(figure)}<div class="plot" role="img" aria-label="{escape(alt)}" '
        f'id="plot-{escape(key)}" '
        f"style=\"height:{height}px\" data-figure='{written}'></div>"
    )
