"""The line of how much is in after so many weeks."""

import pandas as pd

from dashboard.charts import settling
from dashboard.theme import LIGHT, Formats


def test_weeks_whose_share_is_not_known_are_not_drawn():
    steps = pd.DataFrame({"delay": [0, 1, 2], "share": [float("nan"), 0.8, 1.0]})
    figure = settling(
        steps=steps,
        words={"share": "Share <b>", "unit": "Weeks"},
        palette=LIGHT,
        formats=Formats("en"),
    )
    [line] = figure["data"]
    assert list(line["x"]) == [0, 1, 2]
    assert list(line["y"]) == [None, 0.8, 1.0]
    assert line["hovertext"][1] == "Weeks: 1<br>Share &lt;b&gt;: 80.0%"
    assert figure["layout"]["yaxis"]["range"][0] == 0
