"""What the page Import remembers of one file, from its arrival to its receipt.

The file lies on the disk and not in the session. What was seen of it goes as soon as the file is
imported or put away.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard import opening
from etl.drafting.examining import Examined, examine
from etl.drafting.passing import Passing
from etl.errors import CaseStatsError
from etl.ingest import Imported

#: Answers that change how the file is read.
_READING: Final = (
    "encoding",
    "delimiter",
    "quote",
    "sheets",
    "records",
    "header_row",
    "total_rows",
)
_STATE: Final = "importing"
_MOST: Final = 80  # characters of a file's name that are kept


@dataclass
class State:
    """One file's way.

    Attributes:
        passing: the folder that holds it, until it is imported.
        path: the file in it, under its own name as far as that is harmless.
        way: ``known`` profile or a new ``draft``; None until that is chosen.
        new_source: whether the reader has said that nobody counted for us before.
        answers: key of a point → the answer.
        imported: what the import did, once it is done.
        unbuilt: why the statistics could not be made of it.
    """

    passing: Passing
    path: Path
    way: str | None = None
    new_source: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    imported: Imported | None = None
    unbuilt: CaseStatsError | None = None
    _examined: tuple[tuple[str | None, ...], Examined] | None = None

    def examined(self) -> Examined:
        """What the file is, looked at again only when an answer changes its reading.

        Raises:
            CaseStatsError: it cannot be read.
        """
        asked = tuple(self.answers.get(key) for key in _READING)
        if self._examined is None or self._examined[0] != asked:
            self._examined = (asked, examine(opening.settings(), self.path, self.answers))
        return self._examined[1]

    def finish(self, imported: Imported) -> None:
        """Keep the receipt and nothing else."""
        self.passing.close()
        self.imported, self._examined = imported, None
        self.answers.clear()


def current() -> State | None:
    """The file that this reader is working on."""
    state: State | None = st.session_state.get(_STATE)
    return state


def take(name: str, data: bytes) -> None:
    """Put an uploaded file on the disk; its name is only a label."""
    passing = Passing(opening.settings())
    st.session_state[_STATE] = State(passing, passing.put(_label(name), data))


def put_away() -> None:
    """Forget the file."""
    state = current()
    if state:
        state.passing.close()
        del st.session_state[_STATE]


def _label(name: str) -> str:
    """The last part of a name without signs that mean something to a file system."""
    last = name.replace("\\", "/").rpartition("/")[2].lstrip(". ")
    kept = "".join(sign if sign.isalnum() or sign in " ._-()（）" else "_" for sign in last)
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:_MOST]}{dot}{suffix[:_MOST]}" if dot else kept[:_MOST] or "file"
