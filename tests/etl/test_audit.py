"""The audit log: what it takes, what it writes, and that tampering is found."""

import json
import stat
import sys
import tempfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import audit
from etl.audit_facts import EVENTS, FACTS
from etl.errors import IntegrityError
from tests.etl.audit_log import at, hashes, log_of

VALUES = {
    "accepted": st.integers(0, 10**7),
    "source": st.sampled_from(["jp-helpline", "nz-police"]),
    "file_sha256": st.binary(min_size=32, max_size=32).map(bytes.hex),
    "import_id": st.from_regex(r"\A[a-z]{2}-[0-9a-f]{12}\Z"),
    "file": st.text(max_size=40),
    "first": st.dates(),
    "synthetic": st.booleans(),
}
HISTORIES = st.lists(
    st.tuples(
        st.sampled_from(sorted(EVENTS)),
        st.sets(st.sampled_from(sorted(VALUES))).flatmap(
            lambda names: st.fixed_dictionaries({name: VALUES[name] for name in sorted(names)})
        ),
    ),
    min_size=1,
    max_size=6,
)


def test_a_line_tells_what_was_done(place):
    first = audit.append(place, "import", source="jp-helpline", rows=12, first=date(2025, 6, 1))
    second = audit.append(place, "build", rows=12, synthetic=True)
    one, two = map(json.loads, log_of(place).read_text("ascii").splitlines())
    assert one.pop("time").endswith("Z")
    assert one == {
        "sequence": 1,
        "event": "import",
        "facts": {"first": "2025-06-01", "rows": 12, "source": "jp-helpline"},
        "previous": "0" * 64,
        "hash": first,
    }
    assert (two["sequence"], two["previous"], two["hash"]) == (2, first, second)
    assert audit.verify(place) == audit.Verified(lines=2, last_hash=second)


def test_an_empty_log_is_whole(place):
    assert audit.verify(place) == audit.Verified(lines=0, last_hash="0" * 64)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_this_user_may_read_it(place):
    audit.append(place, "serve")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in place.data.glob("audit.*")}
    assert modes == {0o600}


@pytest.mark.parametrize(
    ("event", "facts"),
    [
        ("deletion", {}),
        ("import", {"name": "x"}),
        ("import", {"rows": "12"}),
        ("import", {"rows": -1}),
        ("import", {"rows": True}),
        ("import", {"rows": 2**53}),
        ("import", {"source": "佐藤さん"}),
        ("import", {"source": None}),
        ("import", {"code": "row width"}),
        ("import", {"file_sha256": "abc"}),
        ("import", {"import_id": "../x"}),
        ("import", {"first": "2025-06-01"}),
        ("import", {"synthetic": 1}),
        ("import", {"file": b"x"}),
    ],
)
def test_only_the_closed_set_is_written(place, event, facts):
    with pytest.raises(ValueError, match="audit log") as refused:
        audit.append(place, event, **facts)
    assert not any(str(value) in str(refused.value) for value in facts.values() if value != 1)
    assert not log_of(place).exists()


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("reports-2025-06.csv", "reports-2025-06.csv"),
        ("相談_202506.xlsx", "相談_202506.xlsx"),
        ("/home/hana/reports.csv", "reports.csv"),
        ("C:\\Users\\hana\\reports.csv", "reports.csv"),
        ("佐藤さん.csv", "sha256:fa3b167767c5"),
        ("a" * 256, "sha256:02d7160d77e1"),
        ("a\nb.csv", "sha256:ff79ce9de818"),
    ],
)
def test_a_file_name_that_may_tell_a_person_is_hashed(place, name, written):
    audit.append(place, "refusal", code="row-width", file=name)
    assert json.loads(log_of(place).read_text("ascii"))["facts"]["file"] == written


@given(HISTORIES)
@settings(max_examples=25, deadline=None)
def test_any_history_is_whole(history):
    with tempfile.TemporaryDirectory() as folder:
        place = at(folder)
        told = [audit.append(place, event, **facts) for event, facts in history]
        assert hashes(place) == told
        assert audit.verify(place) == audit.Verified(len(told), told[-1])


def tampered(lines: list[bytes], data: st.DataObject) -> bytes:
    """The log after one act of tampering, drawn at random; it differs from what was written."""
    content = b"".join(lines)
    spot = data.draw(st.integers(0, len(content) - 1), label="byte")
    line = data.draw(st.integers(0, len(lines) - 1), label="line")
    other = data.draw(st.integers(0, len(lines)), label="other place")
    without = lines[:line] + lines[line + 1 :]
    flipped = content[spot] ^ data.draw(st.integers(1, 255), label="bits")
    acts = {
        "flip": content[:spot] + bytes([flipped]) + content[spot + 1 :],
        "delete": b"".join(without),
        "move": b"".join([*without[:other], lines[line], *without[other:]]),
        "repeat": b"".join([*lines[:other], lines[line], *lines[other:]]),
        "cut": content[:spot],
        "cut whole lines": b"".join(lines[:line]),
        "add a byte": content + bytes([flipped]),
    }
    return acts[data.draw(st.sampled_from(sorted(acts)), label="act")]


@given(HISTORIES, st.data())
@settings(max_examples=120, deadline=None)
def test_any_tampering_is_found(history, data):
    with tempfile.TemporaryDirectory() as folder:
        place = at(folder)
        for event, facts in history:
            audit.append(place, event, **facts)
        content = log_of(place).read_bytes()
        changed = tampered(content.splitlines(keepends=True), data)
        log_of(place).write_bytes(changed)
        if changed == content:
            assert audit.verify(place).lines == len(history)
        else:
            with pytest.raises(IntegrityError, match=r"line \d+"):
                audit.verify(place)


@pytest.mark.parametrize(
    ("order", "line"),
    [("023", 1), ("13", 2), ("213", 1), ("1223", 3), ("12", 3), ("", 1), ("1233", 4), ("132", 2)],
)
def test_the_first_wrong_line_is_named(three, order, line):
    lines = [b"{}\n", *log_of(three).read_bytes().splitlines(keepends=True)]
    log_of(three).write_bytes(b"".join(lines[int(number)] for number in order))
    with pytest.raises(IntegrityError, match=f"line {line}\\b"):
        audit.verify(three)


def test_a_well_chained_line_of_somebody_else_is_found(three):
    head = (three.data / "audit.head").read_bytes()
    audit.append(three, "export", rows=5)
    (three.data / "audit.head").write_bytes(head)
    with pytest.raises(IntegrityError, match="line 4"):
        audit.verify(three)
    with pytest.raises(IntegrityError, match="line 4"):
        audit.append(three, "export", rows=6)


def test_every_flipped_byte_of_the_head_is_found(three):
    head = three.data / "audit.head"
    content = head.read_bytes()
    for spot in range(len(content)):
        head.write_bytes(content[:spot] + bytes([content[spot] ^ 1]) + content[spot + 1 :])
        with pytest.raises(IntegrityError):
            audit.verify(three)


@pytest.mark.parametrize("name", ["audit.head", "audit.jsonl"])
def test_a_missing_file_is_found(three, name):
    (three.data / name).unlink()
    with pytest.raises(IntegrityError):
        audit.verify(three)
    with pytest.raises(IntegrityError):
        audit.append(three, "build")


def test_no_fact_takes_a_text_that_names_somebody():
    # Only the names of files and profiles are free text, and they are screened.
    taking = [name for name, check in FACTS.items() if _takes(check, "佐藤さん 090-1234-5678")]
    assert taking == ["file", "profile"]
    assert FACTS["file"]("佐藤さん 090-1234-5678").startswith("sha256:")


def _takes(check, value) -> bool:
    try:
        check(value)
    except TypeError:
        return False
    return True
