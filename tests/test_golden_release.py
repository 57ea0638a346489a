"""The golden release: the same reports, plan and keys give the same bytes, machine by machine."""

import json
from pathlib import Path

from tests.golden.sample_release import FILE, sample_release


def test_the_sample_gives_exactly_the_release_on_record(tmp_path: Path) -> None:
    assert sample_release(tmp_path) == json.loads(FILE.read_text(encoding="utf-8"))
