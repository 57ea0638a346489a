"""Notes below the table: lines that begin as the profile says, from the first one to the end."""

import re
from collections.abc import Iterable, Sequence

from etl.errors import RefusedInput
from etl.reading.task import Task, refused

_BLANK = " \t\u3000"


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
                    raise footer_unknown(number)
                lines += bool(bare)
            line += chunk.count(b"\n")
        return lines


def footer_unknown(line: int, sheet: str | None = None) -> RefusedInput:
    """A line below the footer's first is no footer, and could be a report."""
    return refused(
        "footer-unknown",
        "A line below the footer does not begin with a text that the profile lists",
        "Remove it, or list in footer how each line below the table begins",
        sheet=sheet,
        line=line,
    )
