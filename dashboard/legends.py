"""The legend of a chart as HTML: it wraps as text does, and Plotly need not measure it. Pure."""

from collections.abc import Mapping
from typing import Any, Final

from dashboard.charts.style import Figure

#: Forms of lines as CSS has them.
_FORMS: Final = {"dash": "dashed", "dot": "dotted"}


def legend(figure: Figure) -> str:
    """What the lines, points and areas of a figure mean, in the order that plotly gives them.

    It is read by those who see the chart; the others have its description.
    """
    if not figure["layout"].get("showlegend"):
        return ""
    traces = [t for t in figure["data"] if t.get("name") and t.get("showlegend", True)]
    traces.sort(key=lambda trace: trace.get("legendrank", 1000))
    shapes = [s for s in figure["layout"].get("shapes", ()) if s.get("showlegend")]
    told = [(_of_trace(trace), trace["name"]) for trace in traces]
    told += [(_mark("area", background=shape["fillcolor"]), shape["name"]) for shape in shapes]
    # Names are safe texts: plotly reads them as HTML, too.
    items = "".join(f"<span>{mark}{name}</span>" for mark, name in told)
    return f'<p class="legend" aria-hidden="true">{items}</p>' if told else ""


def _of_trace(trace: Mapping[str, Any]) -> str:
    if trace.get("fill"):
        return _mark("area", background=trace["fillcolor"])
    if trace["mode"] == "markers":
        marker = trace["marker"]
        name = "diamond" if marker.get("symbol") == "diamond" else "point"
        return _mark(
            name, background=marker["color"], border=f"2px solid {marker['line']['color']}"
        )
    line = trace["line"]
    form = _FORMS.get(line.get("dash", ""), "solid")
    return _mark("line", border_top=f"{line['width']}px {form} {line['color']}")


def _mark(name: str, **styles: str) -> str:
    written = "; ".join(f"{key.replace('_', '-')}: {value}" for key, value in styles.items())
    return f'<i class="{name}" style="{written}"></i>'
