"""The charts of a page as a reader gets them, each checked by plotly."""

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import plotly.graph_objects as go
from streamlit.testing.v1 import AppTest

_PLOT = re.compile(r'<div class="plot" role="img" aria-label="([^"]*)"[^>]*data-figure=\'([^\']*)')


@dataclass(frozen=True)
class Chart:
    """One chart: the words for those who do not see it, and plotly's dictionary."""

    alt: str
    figure: dict[str, Any]


def charts_of(app: AppTest) -> list[Chart]:
    """Every chart of the page, in order.

    Raises:
        ValueError: plotly does not know a name or a value in one of them.
    """
    bodies = "".join(part.body for part in app.get("html"))
    return [
        Chart(unescape(alt), go.Figure(json.loads(unescape(figure))).to_dict())
        for alt, figure in _PLOT.findall(bodies)
    ]
