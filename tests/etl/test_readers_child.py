"""The child process: its death is a refusal, its limits hold, no secret reaches it."""

import hashlib
import os
import sys
from pathlib import Path

import pytest

import etl.readers
from etl.errors import RefusedInput
from etl.settings import bare_environment
from tests.etl.provider_files import profile, read_bytes, refusal, with_part, workbook

HEAD = b"date,age,gender\n"


def child(tmp_path, monkeypatch, text):
    """Let the reader start this program instead of the real child."""
    program = tmp_path / "etl" / "reading.py"
    program.parent.mkdir()
    (program.parent / "__init__.py").write_text("")
    program.write_text(text)
    monkeypatch.setattr(etl.readers, "_ROOT", tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "raise SystemExit(0)",
        "raise ValueError('Hanako')",
        "import os; os.close(0); os.abort()",
    ],
)
def test_its_death_is_a_refusal(tmp_path, monkeypatch, text):
    child(tmp_path, monkeypatch, text)
    assert refusal(tmp_path, HEAD) == ("reader-died", "reports.csv")


def test_it_is_killed_when_it_does_not_end(tmp_path, monkeypatch):
    child(tmp_path, monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(etl.readers, "_SECONDS", 0.5)
    assert refusal(tmp_path, HEAD) == ("reader-timeout", "reports.csv")


def test_it_is_killed_when_the_parent_is_interrupted(tmp_path, monkeypatch):
    child(
        tmp_path,
        monkeypatch,
        f"""
import os, pathlib, time
pathlib.Path({str(tmp_path / "pid")!r}).write_text(str(os.getpid()))
print('{{"progress": 0.5}}', flush=True)
time.sleep(60)
""",
    )

    def interrupt(_share):
        raise KeyboardInterrupt

    path = tmp_path / "reports.csv"
    path.write_bytes(HEAD)
    with pytest.raises(KeyboardInterrupt):
        etl.readers.read(path, profile(), into=tmp_path / "rows.csv", progress=interrupt)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


def test_no_secret_reaches_it(monkeypatch):
    monkeypatch.setenv("CASESTATS_TOKEN", "secret")
    monkeypatch.setenv("PATH", "/usr/bin")
    assert (
        bare_environment(PYTHONUTF8="1").items() >= {"PATH": "/usr/bin", "PYTHONUTF8": "1"}.items()
    )
    assert "secret" not in bare_environment().values()


def test_it_works_from_another_folder_with_a_relative_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_bytes(type(tmp_path)(), HEAD + b"2025-06-01,16,male\n")[0].rows == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound memory otherwise")
def test_memory_is_bounded(tmp_path):
    """A workbook of a few megabytes whose thirty million empty texts would fill the memory."""
    noise = hashlib.shake_128(b"noise").hexdigest(1000).encode()
    strings = b"<sst>" + (b"<si/>" * 10_000 + b"<!--" + noise + b"-->") * 3_000 + b"</sst>"
    book = with_part(workbook(("A", [["date"]])), "xl/sharedStrings.xml", lambda _: strings)
    assert refusal(tmp_path, book, "a.xlsx", formats=("xlsx",)) == ("reader-died", "a.xlsx")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems bound memory otherwise")
@pytest.mark.parametrize(
    ("entry", "times", "code"),
    [
        # A list of eight million numbers takes many times its bytes; so do very many keys.
        ('{"date": "x", "age": 1, "notes": [' + "10," * 8_000_000 + "1]}", 1, "too-large"),
        ("{" + ",".join(f'"{n:x}":1' for n in range(3_000_000)) + "}", 1, "too-large"),
        # One wide character makes each letter of the text as wide.
        ('{"date": "2025-06-01", "age": 1, "notes": "' + "x" * 900_000 + '😀"}', 70, None),
    ],
)
def test_json_stays_within_the_memory(tmp_path, entry, times, code):
    data = ("[" + ",".join([entry] * times) + "]").encode()
    file = {"formats": ("json",), "unnamed_columns": "drop"}
    if code:
        assert refusal(tmp_path, data, "a.json", **file) == (code, "a.json")
    else:
        assert read_bytes(tmp_path, data, "a.json", **file)[0].rows == times


@pytest.mark.skipif(sys.platform == "win32", reason="Windows bounds the time otherwise")
def test_processor_time_is_bounded(tmp_path, monkeypatch):
    """Two million empty objects take longer than one second, as two megabytes do not explain."""
    monkeypatch.setattr(etl.readers, "_SECONDS", 1)
    data = b"[" + b"{}," * 2_000_000 + b"{}]"
    assert refusal(tmp_path, data, "a.json", formats=("json",)) == ("reader-died", "a.json")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_limits_are_those_that_are_promised(tmp_path, monkeypatch):
    """512 MB, and ten seconds beyond what the size explains."""
    root = Path(etl.readers._ROOT)
    text = f"""
import json, resource, sys
sys.path.insert(0, {str(root)!r})
task = json.load(sys.stdin)
del sys.modules["etl"]
from etl.reading.limits import limit
limit(task["seconds"])
kinds = (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
limits = [resource.getrlimit(kind)[1] for kind in kinds]
print(json.dumps({{"refused": {{"what": str(limits), "code": "x"}}}}))
"""
    child(tmp_path, monkeypatch, text)
    path = tmp_path / "reports.csv"
    path.write_bytes(HEAD)
    with pytest.raises(RefusedInput) as caught:
        etl.readers.read(path, profile(), into=tmp_path / "rows.csv")
    assert caught.value.what == str([512 << 20, 10, 0])


def test_a_refusal_of_the_child_is_raised_with_all_its_parts(tmp_path):
    path = tmp_path / "reports.csv"
    path.write_bytes(HEAD + b"1,2\n")
    with pytest.raises(RefusedInput) as caught:
        etl.readers.read(path, profile(), into=tmp_path / "rows.csv")
    error = caught.value
    assert (error.code, error.exit_code) == ("row-width", 3)
    assert str(error) == (
        "reports.csv, line 2 · The row has 2 cells, the header 3 · Look for a missing or extra "
        "delimiter; a cell that holds one needs quotes around it"
    )
