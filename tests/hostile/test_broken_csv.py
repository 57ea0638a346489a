"""Every broken CSV is read exactly right or refused; never a third result."""

import csv
import io
from collections import Counter
from dataclasses import replace

import pytest

from etl.errors import RefusedInput
from etl.sources import Column
from tests.etl.provider_files import profile, read_here
from tests.hostile.broken_csv import CLEAN, HEADER, RECORDS, ROWS, Broken, broken_files

FILES = broken_files()


def reading(file: Broken) -> list[list[str]] | RefusedInput:
    """The rows as they are read, columns in the order of HEADER; or the refusal."""
    declared = profile(unnamed_columns="drop", **file.file)
    columns = tuple(Column(name, (name,)) for name in HEADER)
    try:
        outcome, written = read_here(file.data, declared=replace(declared, columns=columns))
    except RefusedInput as error:
        return error
    lines = io.StringIO(written, newline="")
    dialect = {"delimiter": outcome.delimiter, "quotechar": outcome.quote}
    rows = list(csv.reader(lines, strict=True, **dialect))
    assert len(rows) == outcome.rows
    names = [name.strip() for name in outcome.header]
    return [[row[names.index(name)] for name in HEADER] for row in rows]


def test_there_are_enough():
    assert len({(file.data, tuple(file.file.items())) for file in FILES}) >= 300


@pytest.mark.parametrize("share", range(8))
def test_a_broken_file_is_read_right_or_refused(share):
    wrong = []
    for file in FILES[share::8]:
        found = reading(file)
        right = file.rows is None if isinstance(found, RefusedInput) else found == file.rows
        if not right:
            wrong.append((file.what, found))
    assert wrong == []


def test_refusals_name_their_cause():
    """Not one code for all: what is wrong is told apart."""
    codes = Counter(
        found.code for file in FILES if isinstance(found := reading(file), RefusedInput)
    )
    assert set(codes) >= {
        "row-width", "quote-stray", "quote-unclosed", "line-end", "control-character",
        "row-blank", "delimiter-error", "header-missing", "header-duplicate", "total-row",
        "footer-unknown", "encoding-error", "last-line-torn", "hidden-character",
    }  # fmt: skip


def test_a_cut_in_the_last_cell_raises_an_alarm():
    """It looks like a file without a last line end: it is read, and somebody is told to look."""
    last = RECORDS[-1].rindex(",") + 1
    for left in range(len(CLEAN) - len(RECORDS[-1]) + last, len(CLEAN)):
        outcome, written = read_here(CLEAN[:left].encode(), unnamed_columns="drop")
        *before, cut = csv.reader(io.StringIO(written, newline=""), strict=True)
        assert (before, cut[:3]) == (ROWS[:-1], ROWS[-1][:3])
        assert ROWS[-1][3].startswith(cut[3])
        assert outcome.open_end
