"""What the browser gets: the files on record, and a font that has every sign of our Japanese."""

from hashlib import sha256

import pytest

from dashboard.shell import STATIC
from dashboard.text import catalogue
from sql import seed_names, seed_rows

RECORD = (STATIC / "README.md").read_text(encoding="utf-8")
SIGNS = set((STATIC / "japanese.txt").read_text(encoding="utf-8"))
JAPANESE = "\u2e80"  # the first sign that only East Asian fonts have


@pytest.mark.parametrize("name", ["plotly-basic.min.js", "japanese.woff2"])
def test_what_others_made_is_what_is_on_record(name):
    assert sha256((STATIC / name).read_bytes()).hexdigest() in RECORD


def test_the_font_has_every_sign_of_our_japanese_texts():
    texts = [*catalogue("ja").values()]
    for seed in seed_names():
        rows = seed_rows(seed)
        texts += [text for row in rows for name, text in row.items() if name.endswith("_ja")]
    missing = {sign for text in texts for sign in text or "" if sign >= JAPANESE} - SIGNS
    assert missing == set()
