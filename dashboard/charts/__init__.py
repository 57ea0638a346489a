"""Frames in, plotly figures out: pure, without titles, one template a palette.

Every function is keyword-only. Texts in the frames are already in the reader's language; they are
data, so they are escaped here: a figure never carries a link or a tag that a provider's file wrote.
"""

from dashboard.charts.bars import columns, pyramid, ranked_bars
from dashboard.charts.lines import MOST_IN_ONE, lines
from dashboard.charts.printed import printed
from dashboard.charts.settling import settling
from dashboard.charts.shares import shares
from dashboard.charts.side_by_side import side_by_side
from dashboard.charts.trend import trend

__all__ = [
    "MOST_IN_ONE",
    "columns",
    "lines",
    "printed",
    "pyramid",
    "ranked_bars",
    "settling",
    "shares",
    "side_by_side",
    "trend",
]
