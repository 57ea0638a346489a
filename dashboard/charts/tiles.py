"""Many panels on one pair of axes. A browser pays for axes, traces and texts, hardly for points."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dashboard.charts.style import LINE_HEIGHT, Trace

#: Pixels of a panel: its plot, the ticks below it, the air around its title.
_PLOT, _TICKS, _AIR = 96, 48, 6

#: Panels side by side, and the part of its room that each is wide.
_ACROSS, _WIDE = 2, 0.94

#: Pixels from one plot to that below it at least: so near, no plot is but a pointer's own.
NEAR: Final = _TICKS + LINE_HEIGHT + _AIR

#: The parts of a trace that have a value for each point.
_BY_POINT: Final = ("x", "y", "text", "hovertext")

#: Points that a pen goes through.
Stroke = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Tiles:
    """Where panels stand. In each, x counts periods from 0 and y reports.

    Attributes:
        panels: how many there are.
        periods: how many each has.
        reports: how many its plot is high.
        lines: of the longest title.
    """

    panels: int
    periods: int
    reports: float
    lines: int

    @property
    def height(self) -> int:
        """Pixels of all rows."""
        return -(-self.panels // _ACROSS) * self._row

    @property
    def ranges(self) -> tuple[list[float], list[float]]:
        """What the axes show: x from half a period before the first, y all rows."""
        return [-0.5, _ACROSS * self._column - 0.5], [0, self.up(self.height)]

    def ticks(self, reports: Sequence[float]) -> list[float]:
        """These heights in each row, from the top row."""
        floors = [self._zero(panel)[1] for panel in range(0, self.panels, _ACROSS)]
        return [round(floor + height, 3) for floor in floors for height in reports]

    def up(self, pixels: float) -> float:
        """Pixels as reports."""
        return pixels * self.reports / _PLOT

    def sharp(self, reports: float) -> float:
        """The height near this one at which a thin line covers one row of pixels."""
        return self.up(round(reports / self.up(1)) + 0.5)

    def joined(self, traces: Sequence[Trace]) -> Trace:
        """A trace of each panel, all of one kind, as one trace with a gap after each panel."""
        points: dict[str, list[Any]] = {part: [] for part in _BY_POINT if part in traces[0]}
        for panel, trace in enumerate(traces):
            left, floor = self._zero(panel)
            moved = trace | {"x": _moved(trace["x"], left), "y": _moved(trace["y"], floor)}
            for part, values in points.items():
                values += [*moved[part], None]
        return traces[0] | points

    def path(self, strokes: Sequence[Sequence[Stroke]]) -> str:
        """The strokes of each panel as one path."""
        drawn = []
        for panel, several in enumerate(strokes):
            left, floor = self._zero(panel)
            for stroke in several:
                points = [f"{round(left + x, 3)},{round(floor + y, 3)}" for x, y in stroke]
                drawn.append("M" + "L".join(points))
        return "".join(drawn)

    @property
    def _row(self) -> int:
        return self.lines * LINE_HEIGHT + _AIR + _PLOT + _TICKS

    @property
    def _column(self) -> float:
        return self.periods / _WIDE

    def _zero(self, panel: int) -> tuple[float, float]:
        """Where the first period of a panel has no report."""
        down, across = divmod(panel, _ACROSS)
        return across * self._column, self.up(self.height - (down + 1) * self._row + _TICKS)


def _moved(values: Iterable[float | None], by: float) -> list[float | None]:
    return [None if value is None else round(value + by, 3) for value in values]
