"""The reader's rows as numbers: every cell comes back as it was, whatever stands in it."""

import csv

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import numbering
from etl.errors import IntegrityError
from etl.numbering import Numbering
from etl.readers import Place, Reading

#: What the reader lets through: no control characters but tab and line feed.
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\t\n"),
    max_size=12,
)
CELLS = st.one_of(TEXT, st.sampled_from(["", " ", '"', '""', ",", "\n", "a\n\nb", "NULL", "NaN"]))


def file_of(folder, content, *, delimiter=",", quote='"'):
    file = folder / "rows.csv"
    with file.open("w", encoding="utf-8", newline="") as text:
        writer = csv.writer(text, delimiter=delimiter, quotechar=quote, lineterminator="\n")
        writer.writerows(content)
    header = tuple(f"h{n}" for n, _ in enumerate(content[0]))
    return file, Reading(
        header=header,
        rows=len(content),
        delimiter=delimiter,
        quote=quote,
        sha256="",
        size=file.stat().st_size,
        places=(Place(1, 2, None),),
        member=None,
    )


def read_back(file, reading, *, columns, whole):
    """The file's cells in these columns, and the numbers of its rows."""
    taken = Numbering(reading, columns=columns, whole=whole)
    rows = [row for batch in taken.batches(file) for row in batch.to_pylist()]
    cells = [
        ([] if whole is None else [row["report_id"]])
        + [taken.texts[at][row[f"c{at}"]] for at in columns]
        for row in rows
    ]
    return cells, [row["row_number"] for row in rows]


@hypothesis_settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    content=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quote=st.sampled_from(['"', "'"]),
)
def test_cells_come_back_as_they_were(content, delimiter, quote, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cells")
    file, reading = file_of(folder, content, delimiter=delimiter, quote=quote)
    cells, numbers = read_back(file, reading, columns=[1, 2], whole=0)
    assert cells == [list(row) for row in content]
    assert numbers == list(range(1, len(content) + 1))


@pytest.mark.parametrize("cell", ["", "a", "a\nb"])
def test_one_column_alone(cell, tmp_path):
    file, reading = file_of(tmp_path, [(cell,)] * 3)
    assert read_back(file, reading, columns=[0], whole=None) == ([[cell]] * 3, [1, 2, 3])


def test_a_column_may_be_numbered_and_kept_whole(tmp_path):
    file, reading = file_of(tmp_path, [("a",), ("b",), ("a",)])
    assert read_back(file, reading, columns=[0], whole=0)[0] == [["a", "a"], ["b", "b"], ["a", "a"]]


def test_numbers_hold_across_parts(tmp_path, monkeypatch):
    monkeypatch.setattr(numbering, "_BLOCK", 512)
    content = [(f"{row}", f"text {row % 7}\n", f"{row % 3}") for row in range(500)]
    file, reading = file_of(tmp_path, content)
    taken = Numbering(reading, columns=[1], whole=0)
    assert len(list(taken.batches(file))) > 5
    assert read_back(file, reading, columns=[1, 2], whole=0)[0] == [list(row) for row in content]
    assert len(taken.texts[1]) == 7


@pytest.mark.parametrize("rows", [2, 4])
def test_another_count_than_the_reader_s_is_an_error(rows, tmp_path):
    file, reading = file_of(tmp_path, [("a", "b")] * rows)
    wrong = Reading(**{**vars(reading), "rows": 3})
    with pytest.raises(IntegrityError, match="counts 3 records"):
        read_back(file, wrong, columns=[0], whole=None)


def test_a_torn_file_is_an_error_that_quotes_nothing(tmp_path):
    file, reading = file_of(tmp_path, [("a", "b"), ("canary", "b")])
    file.write_text("a,b\ncanary\n", encoding="utf-8")
    with pytest.raises(IntegrityError) as told:
        read_back(file, reading, columns=[0], whole=None)
    assert "canary" not in str(told.value)
    assert told.value.__suppress_context__


def test_no_rows(tmp_path):
    file, reading = file_of(tmp_path, [("a", "b")])
    file.write_text("", encoding="utf-8")
    assert read_back(file, Reading(**{**vars(reading), "rows": 0}), columns=[0], whole=1) == (
        [],
        [],
    )
