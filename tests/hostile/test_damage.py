"""Files damaged at random are refused or read; nothing else ever leaves the reader."""

import io
import json
import random
import zipfile
import zlib

import pytest

from etl.errors import RefusedInput
from etl.reading import __main__ as child
from etl.reading.task import Task
from tests.etl.provider_files import declarations, profile, zipped
from tests.hostile.broken_csv import broken_files
from tests.hostile.packed_files import packed_files
from tests.hostile.text_files import text_files

_PIECES = [
    piece.encode() for piece in ('"', ",", "\n", "\r\n", "\0", "計", "Total", "注", "{", "}", "[",
    "]", "date", "\u200b", "1e999", "-", "女")
] + [b"\xff", b"\xe3\x81"]  # fmt: skip
#: Small files of every kind; the reader looks into most of them.
_FILES = [
    (file.name, file.data)
    for file in (*text_files(), *packed_files())
    if len(file.data) < 20_000
    and file.verdict not in ("bomb", "not-as-claimed", "file-damaged", "password")
] + [("reports.csv", file.data) for file in broken_files()[::25]]
_FILE = {"unnamed_columns": "drop", "total_rows": "skip", "footer": ("注",)}


def damaged(data: bytes, dice: random.Random) -> bytes:
    """The bytes with a few of them changed, gone, put in or doubled."""
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(data) + 1)
        more = at + dice.randint(1, 20)
        data = dice.choice((
            data[:at] + dice.randbytes(1) + data[at + 1 :],
            data[:at] + data[more:],
            data[:at] + dice.choice(_PIECES) + data[at:],
            data[:more] + data[at:],
        ))  # fmt: skip
    return data


def damaged_part(data: bytes, dice: random.Random) -> bytes:
    """An archive that is whole, with one of its parts damaged."""
    if not zipfile.is_zipfile(io.BytesIO(data)) or dice.random() < 0.3:
        return damaged(data, dice)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if not parts:
        return damaged(data, dice)
    name = dice.choice(list(parts))
    return zipped(*(parts | {name: damaged(parts[name], dice)}).items())


@pytest.mark.parametrize("seed", range(6))
def test_nothing_but_refusals_leaves_the_reader(seed, monkeypatch):
    monkeypatch.setattr(child, "_say", lambda _message: None)
    dice = random.Random(seed)  # noqa: S311 - the same damage on every run
    declared = profile(formats=("csv", "xlsx", "json", "jsonl"), **_FILE)
    told = json.loads(json.dumps(declarations(declared)))
    verdicts = {"read": 0, "refused": 0}
    for _ in range(300):
        name, data = dice.choice(_FILES)
        task = Task.from_json({"path": name, "into": "", "seconds": 9, **told})
        into = io.BytesIO()
        try:
            _, outcome = child._outcome(io.BytesIO(damaged_part(data, dice)), task, into)
        except (RefusedInput, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
            verdicts["refused"] += 1
        else:
            into.getvalue().decode("utf-8")
            assert outcome.rows >= 0
            verdicts["read"] += 1
    assert min(verdicts.values()) > 0
