"""The four charts in Dash: python dash_page.py WAREHOUSE PORT."""

import sys
from typing import Any

from dash import Dash, Input, Output, dcc, html
from four_charts import GENDERS, OUTCOMES, answers, connect, figures

connection = connect(sys.argv[1])
app = Dash(__name__, serve_locally=True)
IDS = ("months", "platforms", "ages", "cells")
app.layout = html.Div(
    [
        dcc.Checklist(GENDERS, [], id="genders"),
        dcc.Checklist(OUTCOMES, [], id="outcomes"),
        *(dcc.Graph(id=name, config={"displayModeBar": False}) for name in IDS),
    ]
)


@app.callback(
    *(Output(name, "figure") for name in IDS),
    Input("genders", "value"),
    Input("outcomes", "value"),
)
def draw(genders: list[str], outcomes: list[str]) -> list[dict[str, Any]]:
    """All four charts anew."""
    return figures(answers(connection, genders, outcomes))


if __name__ == "__main__":
    app.run(port=int(sys.argv[2]), debug=False)
