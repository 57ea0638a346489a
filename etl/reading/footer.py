"""Notes below the table: lines that begin as the profile says, from the first one to the end."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from etl.errors import RefusedInput
from etl.reading.task import Task, refused

_BLANK = " \t\u3000"
#: How notes begin, in the two languages of our providers.
_NOTE = re.compile(
    r"[\s(\[【〔<「]*(?:[※*]|注|備考|資料|出典|出所|以上|notes?\b|sources?\b|prepared by|generated"
    r"|exported|end of)"
)
#: Signs that the first cell of a note may begin with, beside the brackets.
NOTE_SIGNS = "※*＊注備資出以nsgpeNSGPE"


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a note that a spreadsheet filled up with blank cells, ``※ 暫定,,,``."""
    filled = [cell for cell in cells if cell.strip()]
    if len(filled) != 1 or len(cells) == 1:
        return False
    return _NOTE.match(unicodedata.normalize("NFKC", filled[0]).casefold()) is not None


class Footer:
    """Knows the lines that may stand below the table; none if the profile names none."""

    def __init__(self, task: Task) -> None:
        self._texts = task.footer
        self._before = f"{_BLANK}{task.quote}{task.delimiter}"
        self._quote = task.quote.encode()
        before, texts = (
            b"|".join(re.escape(text.encode()) for text in group)
            for group in (self._before, self._texts)
        )
        self._line = re.compile(rb"(?:\A|(?<=\n))(?:%b)*(?:%b)" % (before, texts))

    def begins(self, cells: Sequence[str]) -> bool:
        """Whether the first cell that is not blank begins as a footer does."""
        return bool(self._texts) and "".join(cells).lstrip(_BLANK).startswith(self._texts)

    def start(self, data: bytes) -> int | None:
        """Where the first line of the footer begins in whole rows of a CSV, if one does."""
        if not self._texts:
            return None
        quotes = before = 0
        for found in self._line.finditer(data):
            quotes += data.count(self._quote, before, found.start())
            before = found.start()
            if quotes % 2 == 0:
                return before
        return None

    def count(self, chunks: Iterable[bytes], line: int) -> int:
        """Number of lines that are not blank, of the footer that begins at ``line``.

        Raises:
            RefusedInput: footer-unknown; a line does not begin as a footer does.
        """
        lines = 0
        for chunk in chunks:
            for number, text in enumerate(chunk.split(b"\n"), start=line):
                bare = text.decode("utf-8").lstrip(self._before)
                if bare and not bare.startswith(self._texts):
                    raise below_footer(number)
                lines += bool(bare)
            line += chunk.count(b"\n")
        return lines


def below_footer(line: int, sheet: str | None = None) -> RefusedInput:
    """A line below the footer's first is no footer, and could be a report."""
    return refused(
        "footer-unknown",
        "A line below the footer does not begin with a text that the profile lists",
        "Remove it, or list in footer how each line below the table begins",
        sheet=sheet,
        line=line,
    )


def undeclared(line: int, sheet: str | None = None) -> RefusedInput:
    """A note stands below the table, and the profile tells of none."""
    return refused(
        "footer-unknown",
        "The row is a note, and would be counted as a report",
        "Remove it, or list in footer how the lines below the table begin",
        sheet=sheet,
        line=line,
    )
