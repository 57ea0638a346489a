"""Encodings: what decodes, what that proves, and what is asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.drafting.encodings import encoding_point
from etl.drafting.trials import tried
from etl.errors import RefusedInput

JAPANESE = "相談日,性別\r\n2025/6/1,女性\r\n"


def point(data: bytes):
    return encoding_point(tried([data]), data)


def codes(found) -> list[str]:
    return [fact.code for fact in found.evidence]


@pytest.mark.parametrize(
    ("data", "encoding", "evidence"),
    [
        (JAPANESE.encode("utf-8-sig"), "utf-8", ["encoding-mark"]),
        (JAPANESE.encode("utf-16"), "utf-16", ["encoding-mark"]),
        (b"date,sex\n2025-06-01,F\n", "utf-8", ["encoding-ascii"]),
        (JAPANESE.encode("utf-8"), "utf-8", ["encoding-decodes"]),
        (
            JAPANESE.encode("cp932"),
            "cp932",
            ["encoding-decodes", "encoding-fails", "encoding-latin", "encoding-controls"],
        ),
        (
            "nom,été\n1,\xe9\n".encode("latin-1"),
            "latin-1",
            ["encoding-fails", "encoding-fails", "encoding-latin"],
        ),
    ],
)
def test_what_is_suggested(data, encoding, evidence):
    found = point(data)
    assert found.value == encoding
    assert codes(found) == evidence


def test_the_byte_that_fails_is_told():
    facts = {fact.code: fact.fields for fact in point(JAPANESE.encode("cp932")).evidence}
    assert facts["encoding-fails"] == {"encoding": "utf-8", "byte": "0"}
    later = b"reference,date,note\n" + JAPANESE.encode("cp932")
    facts = {fact.code: fact.fields for fact in point(later).evidence}
    assert facts["encoding-fails"]["byte"] == "20"


@pytest.mark.parametrize(
    "data",
    [
        "name,ref\nSébastien,1\n".encode("latin-1"),  # éb is a kanji in CP932
        "it’s,that’s\n".encode("cp1252"),  # ’s is one too
        "ｱｲｳ,ｶ\n".encode("cp932"),  # half-width katakana are letters with accents in Latin-1
    ],
)
def test_what_reads_both_ways_is_asked(data):
    found = point(data)
    assert found.open
    assert codes(found)[-2:] == ["encoding-reads", "encoding-reads"]


def test_no_encoding_fits():
    with pytest.raises(RefusedInput) as refusal:
        point(b"\x93caf\xe9\n")
    assert refusal.value.code == "encoding-unknown"


def test_the_answer_counts_and_must_be_an_option():
    found = point("name\nSébastien\n".encode("latin-1"))
    assert found.settled({"encoding": "latin-1"}).value == "latin-1"


@given(st.binary(max_size=300), st.integers(1, 7))
def test_blocks_change_nothing(data, size):
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    assert tried(blocks) == tried([data])


@given(st.binary(max_size=300))
def test_failures_are_those_of_python(data):
    for encoding, failed in tried([data]).failures.items():
        assert failed == first_failure(data, encoding)


def first_failure(data: bytes, encoding: str) -> int | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return None
