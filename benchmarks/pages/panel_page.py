"""The four charts in Panel: python panel_page.py WAREHOUSE PORT."""

import sys
from typing import Any

import panel as pn
from four_charts import GENDERS, OUTCOMES, answers, connect, figures

pn.extension("plotly")
connection = connect(sys.argv[1])


def page() -> Any:
    """One reader's page."""
    genders = pn.widgets.CheckBoxGroup(options={text: code for code, text in GENDERS.items()})
    outcomes = pn.widgets.CheckBoxGroup(options={text: code for code, text in OUTCOMES.items()})
    panes = [
        pn.pane.Plotly(figure, config={"displayModeBar": False}, sizing_mode="stretch_width")
        for figure in figures(answers(connection, [], []))
    ]

    def draw(*_: Any) -> None:
        found = figures(answers(connection, genders.value, outcomes.value))
        for pane, figure in zip(panes, found, strict=True):
            pane.object = figure

    genders.param.watch(draw, "value")
    outcomes.param.watch(draw, "value")
    return pn.Column(genders, outcomes, *panes, sizing_mode="stretch_width")


if __name__ == "__main__":
    pn.serve(page, port=int(sys.argv[2]), show=False)
