"""JSON and JSON Lines: flat objects become rows, anything else is refused."""

import csv
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.readers import Place
from etl.reading.footer import is_note
from etl.reading.hidden import HIDDEN
from tests.etl.provider_files import read_bytes, refusal

BOTH = ("json", "jsonl")
ONE = b'{"date": "2025-06-01", "age": 16, "gender": "male"}'
ROWS = "2025-06-01,16,male\n"


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        ("a.json", b"[" + ONE + b"]", ROWS),
        ("a.json", b"\xef\xbb\xbf\r\n [\r\n" + ONE + b" ,\n" + ONE + b"\r\n]\n\n", ROWS * 2),
        ("a.jsonl", ONE + b"\n" + ONE, ROWS * 2),
        ("a.ndjson", ONE + b"\r\n" + ONE + b"\r\n\r\n", ROWS * 2),
        ("a.json", b'[{"age": null, "date": "x"}]', ",x\n"),

        ("a.json", b'[{"date": "1"}, {"age": 1.50}, {"gender": true}]',
         "1,,\n,1.50,\n,,true\n"),
        ("a.json", '[{"date": "女,\\n", "age": 1e400}]'.encode(), '"女,\n",1e400\n'),
        ("a.json", b'[{"date": "", "age": -0}, {"date": false, "age": 1%s}]' % (b"0" * 1000),
         ",-0\nfalse,1" + "0" * 1000 + "\n"),
    ],
)  # fmt: skip
def test_read(tmp_path, name, data, rows):
    assert read_bytes(tmp_path, data, name, formats=BOTH)[1] == rows


def test_places_are_the_lines_where_objects_begin(tmp_path):
    pretty = json.dumps([json.loads(ONE)] * 3, indent=1).encode()
    reading, _ = read_bytes(tmp_path, pretty, "a.json", formats=BOTH)
    assert reading.places == (Place(1, 2, None), Place(2, 7, None), Place(3, 12, None))
    reading, _ = read_bytes(tmp_path, (ONE + b"\n") * 3, "a.jsonl", formats=BOTH)
    assert reading.places == (Place(1, 1, None),)


@pytest.mark.parametrize(
    ("name", "data", "code", "place"),
    [
        ("a.json", b"", "empty-file", ""),
        ("a.json", b"[]", "empty-file", ""),
        ("a.json", b"[{}]", "empty-file", ""),
        ("a.json", b"\n", "json-invalid", ", line 2"),
        ("a.json", ONE, "json-invalid", ", line 1"),
        ("a.json", b"[" + ONE + b",]", "json-invalid", ", line 1"),
        ("a.json", b"[" + ONE + b"\n" + ONE + b"]", "json-invalid", ", line 2"),
        ("a.json", b"[\n" + ONE + b"] x", "json-invalid", ", line 2"),
        ("a.json", b"[\n" + ONE + b",\n{'date': 1}]", "json-invalid", ", line 3"),
        ("a.json", b"[\n" + ONE[:-1], "json-invalid", ", line 2"),
        ("a.json", b'[{"date": "x", "age": NaN}]', "json-invalid", ", line 1"),
        ("a.json", b'[{"date": "x", "age": -Infinity}]', "json-invalid", ", line 1"),
        ("a.json", b'[{"date": "a\nb", "age": 1}]', "json-invalid", ", line 1"),
        ("a.json", b"[1, 2]", "json-nested", ", line 1"),
        ("a.json", b'[\n{"date": "x", "age": [16]}]', "json-nested", ", line 2"),
        ("a.json", b'[{"date": "x", "age": {"min": 16}}]', "json-nested", ", line 1"),
        ("a.json", b"[" * 100_000, "json-nested", ", line 1"),
        ("a.json", b'[{"date": "x", "age": 1, "date": "y"}]', "header-duplicate", ", line 1"),
        ("a.json", '[{"date": "x", "age": 1, "ａｇｅ": 2}]'.encode(),
         "header-duplicate", ", line 1"),
        ("a.json", b'[{"date": "x"}]', "header-missing", ", line 1"),
        ("a.json", b'[{"date": "x", "age": 1}, {"notes": "x"}]',
         "header-unknown", ", line 1, column 3"),
        ("a.json", b'[{"date": "\\u0000", "age": 1}]',
         "control-character", ", line 1, column 1"),
        ("a.json", b'[{"date": "x", "age": "\\ud800"}]',
         "control-character", ", line 1, column 2"),
        ("a.json", '[{"date": "é"}]'.encode("latin-1"), "encoding-error", ", line 1"),
        ("a.json", b"[" + b" " * (65 << 20) + b"]", "too-large", ""),
        ("a.json", b"PK\x03\x04", "not-as-claimed", ""),
        ("a.jsonl", b"[" + ONE + b"]", "json-nested", ", line 1"),
        ("a.jsonl", ONE + b"\n\n" + ONE, "json-invalid", ", line 2"),
        ("a.jsonl", ONE + b"\n" + ONE + ONE, "json-invalid", ", line 2"),
        ("a.jsonl", ONE + b"\n" + ONE[:9], "json-invalid", ", line 2"),
        ("a.jsonl", ONE + b"\n{" + b" " * 2_000_000 + b"}", "too-large", ", line 2"),
    ],
)  # fmt: skip
def test_refused(tmp_path, name, data, code, place):
    assert refusal(tmp_path, data, name, formats=BOTH) == (code, name + place)


TEXTS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=5).map(
    lambda text: HIDDEN.sub("", text)
)
OBJECTS = st.fixed_dictionaries(
    {"date": TEXTS, "age": st.integers() | TEXTS}, optional={"gender": TEXTS}
).filter(lambda item: not is_note([str(cell) for cell in item.values()]))


@settings(max_examples=15, deadline=None)
@given(objects=st.lists(OBJECTS, min_size=1, max_size=5), lines=st.booleans(), ascii_=st.booleans())
def test_random_objects_are_read_exactly(tmp_path_factory, objects, lines, ascii_):
    texts = [json.dumps(item, ensure_ascii=ascii_) for item in objects]
    data = "\n".join(texts) if lines else "[" + ",\n".join(texts) + "]"
    name = "a.jsonl" if lines else "a.json"
    folder = tmp_path_factory.mktemp("objects")
    reading, written = read_bytes(folder, data.encode(), name, formats=BOTH, total_rows="keep")
    expected = [[str(item.get(name, "")) for name in reading.header] for item in objects]
    assert list(csv.reader(io.StringIO(written, newline=""), strict=True)) == expected
