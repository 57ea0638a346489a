"""Synthetic reports in the file formats of four imaginary providers, for demonstration and tests.

Every report is invented. What the reports look like as a whole (growth, seasons, ages, services,
missing shares, delays) is modelled on published findings; data/README.md says what that does and
does not mean. The same arguments give the same bytes on any machine.
"""

from dataclasses import dataclass
from pathlib import Path

from etl.sample.dice import Dice
from etl.sample.files import write
from etl.sample.layouts import LAYOUTS
from etl.sample.reports import invent
from etl.sample.spoiled import spoil

SEED = 20261031


@dataclass(frozen=True)
class SampleFile:
    """One synthetic file and the profile that reads it."""

    path: Path
    source: str


def make_sample(folder: Path, *, reports: int = 12_000, seed: int = SEED) -> tuple[SampleFile, ...]:
    """Write one file a source, with all its reports from January 2021 to October 2026.

    Args:
        folder: where to write; made if absent. Files of an earlier run are replaced.
        reports: about how many reports in all files together, at least 400. A file has a few
            rows fewer, which were not yet entered on the last day, and some that no import accepts.
        seed: another seed, other reports of the same kind.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for place, layout in enumerate(LAYOUTS):
        dice = Dice(seed, place)
        rows = [layout.row(report, dice) for report in invent(layout.shape, reports, dice)]
        path = folder / layout.file_name
        write(path, layout, spoil(layout.source, rows))
        files.append(SampleFile(path, layout.source))
    return tuple(files)
