"""Random tables and random damage: read exactly as the csv module has it, or refused."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.errors import RefusedInput
from etl.reading.delimited import read_delimited
from etl.reading.fault import Dialect, first_fault
from etl.reading.footer import is_note
from etl.reading.hidden import HIDDEN
from etl.reading.task import Outcome, Task, Wanted
from tests.etl.provider_files import read_bytes

TASK = Task(
    path="", into="", seconds=9, formats=("csv",), encoding="utf-8", delimiter=",", quote='"',
    header_rows=(1,), sheets=(), drop_unnamed=True, wanted=(Wanted(("h0",), required=True),),
    total_rows="keep",
)  # fmt: skip
#: Signs that CSV gives a meaning, signs of other scripts, and anything else that may stand in text.
CELLS = st.text(
    st.sampled_from(" ,;'\"\n\tx0é女①“") | st.characters(exclude_categories=("Cc", "Cs")),
    max_size=6,
).map(lambda text: HIDDEN.sub("", text))
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(CELLS, min_size=width, max_size=width).filter(lambda row: not is_note(row)),
        min_size=1,
        max_size=12,
    )
)
FAST = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def header(width: int) -> list[str]:
    return [f"h{number}" for number in range(width)]


def as_csv(rows: list[list[str]], **dialect) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue()


def strictly(data: bytes, task: Task = TASK) -> tuple[Outcome, str]:
    into = io.BytesIO()
    outcome = read_delimited(io.BytesIO(data), task, into, lambda _position: None)
    return outcome, into.getvalue().decode("utf-8")


def verdict(data: bytes, task: Task = TASK) -> tuple[Outcome, str] | RefusedInput:
    try:
        return strictly(data, task)
    except RefusedInput as error:
        return error


def by_csv(text: str, task: Task = TASK) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=task.delimiter, quotechar=task.quote, strict=True))


def by_duckdb(path: Path, outcome: Outcome) -> list[list[str]]:
    """Every cell as strict DuckDB reads it; it gives blank cells as NULL."""
    columns = {f"c{number}": "varchar" for number in range(len(outcome.header))}
    with duckdb.connect() as connection:
        rows = connection.execute(
            """
            select * from read_csv(
                ?, columns = ?, delim = ?, quote = ?, escape = ?, header = false,
                auto_detect = false, strict_mode = true, new_line = '\\n', parallel = false
            )
            """,
            [str(path), columns, outcome.delimiter, outcome.quote, outcome.quote],
        ).fetchall()
    return [[cell or "" for cell in row] for row in rows]


DIALECTS = st.fixed_dictionaries(
    {
        "delimiter": st.sampled_from(",;\t|"),
        "quotechar": st.sampled_from("\"'"),
        "quoting": st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        "lineterminator": st.sampled_from(("\n", "\r\n")),
    }
)
ENCODINGS = st.sampled_from(("utf-8", "utf-8-sig", "utf-16"))


@FAST
@given(rows=TABLES, dialect=DIALECTS, encoding=ENCODINGS, finished=st.booleans())
def test_tables_are_read_exactly(tmp_path, rows, dialect, encoding, finished):
    text = as_csv([header(len(rows[0])), *rows], **dialect)
    data = (text if finished else text.removesuffix(dialect["lineterminator"])).encode(encoding)
    task = replace(
        TASK,
        delimiter=dialect["delimiter"],
        quote=dialect["quotechar"],
        encoding=encoding.removesuffix("-sig"),
    )
    outcome, written = strictly(data, task)
    assert (outcome.header, outcome.rows) == (header(len(rows[0])), len(rows))
    assert by_csv(written, task) == rows
    path = tmp_path / "rows.csv"
    path.write_bytes(written.encode("utf-8"))
    assert by_duckdb(path, outcome) == rows


def record_lines(text: str) -> list[int]:
    """The line on which each record begins, header included, by the csv module's own count."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    ends = [0, *(reader.line_num for _ in reader)]
    return [end + 1 for end in ends[:-1]]


@FAST
@given(rows=TABLES)
def test_places_name_the_line_of_every_record(rows):
    text = as_csv([header(len(rows[0])), *rows], lineterminator="\n")
    outcome, _ = strictly(text.encode())
    lines = []
    for record in range(1, len(rows) + 1):
        first, line, _ = [place for place in outcome.places if place[0] <= record][-1]
        lines.append(line + record - first)
    assert lines == record_lines(text)[1:]


DAMAGE = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(("insert", "delete", "replace", "cut")),
    st.sampled_from('",\n\r\n\tx \x00é'),
)


def damaged(text: str, damage: list[tuple[float, str, str]]) -> str:
    for share, kind, sign in damage:
        at = int(share * len(text))
        if kind == "cut":
            text = text[:at]
        else:
            text = text[:at] + (sign if kind != "delete" else "") + text[at + (kind != "insert") :]
    return text


@settings(FAST, max_examples=1000)
@given(rows=TABLES, damage=st.lists(DAMAGE, min_size=1, max_size=3), quoted=st.booleans())
def test_damage_is_refused_or_read_as_the_csv_module_reads_it(rows, damage, quoted):
    quoting = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    text = as_csv([header(len(rows[0])), *rows], quoting=quoting, lineterminator="\n")
    text = damaged(text, damage)
    found = verdict(text.encode())
    if isinstance(found, RefusedInput):
        return
    outcome, written = found
    first, *records = by_csv(text.replace("\r\n", "\n").rstrip("\n"))
    assert outcome.header == first
    assert by_csv(written) == records
    assert {len(record) for record in records} <= {len(first)}
    assert [] not in records


@FAST
@given(text=st.text(st.sampled_from('a,"\n'), max_size=14), width=st.integers(1, 3))
def test_every_fault_has_a_name(text, width):
    """Whatever the fast check refuses, the slow one can explain; and it refuses nothing else."""
    head = ",".join(header(width)) + "\n"
    found = verdict((head + text).encode())
    rows = re.sub(r"\n+\Z", "\n", text) if text.strip("\n") else ""
    fault = first_fault(rows.encode(), Dialect(b",", b'"', width), line=2)
    if isinstance(found, RefusedInput):
        assert (found.code, found.where) == (fault.code, fault.where)
    else:
        assert fault.code == "too-large"  # which is what is left when nothing else is wrong


@settings(FAST, max_examples=20)
@given(rows=TABLES)
def test_the_child_writes_the_same(tmp_path, rows):
    table = [["date", "age", "gender"], *(["x", *row[:2]] + [""] * (2 - len(row)) for row in rows)]
    text = as_csv(table, lineterminator="\n")
    reading, written = read_bytes(tmp_path, text.encode())
    assert reading.rows == len(rows)
    assert by_csv(written) == table[1:]


@pytest.mark.parametrize("size", [255 * 1024, 256 * 1024, 257 * 1024, 3 << 20])
def test_blocks_end_anywhere(size):
    """Line ends, quotes and characters are cut by the block's end, and nothing changes."""
    row = '2025-06-01,"a ""b""\r\n女",é'
    records = -(-size // len(row.encode()))
    text = "h0,h1,h2\r\n" + "\r\n".join([row] * records)
    for shift in range(8):
        outcome, written = strictly((text.replace("h2", "h" * (shift + 1))).encode())
        assert outcome.rows == records
        assert written == (row.replace("\r\n", "\n") + "\n") * records
