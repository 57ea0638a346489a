"""A release holds nothing that is not meant for the public, and is the same wherever made."""

import base64
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import zlib
from datetime import date
from pathlib import Path

import pytest

from dashboard.page import render
from etl.release import folder as releases
from etl.release.draft import draft
from etl.release.reports import of_period, read
from tests.etl.release.drafting import (
    SECRETS,
    delivered,
    plan_in,
    warehouse,
)
from tests.small_warehouse import ROOT

#: What only the warehouse knows: how report keys and delivered files are named.
CANARY = "kanariya7f3a"
REPORTS = delivered(4_000, date(2023, 1, 2), date(2025, 1, 31), prefix=CANARY)
ZIPPED = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")


def unpacked(content: bytes) -> list[bytes]:
    """The bytes, and whatever is packed in them: gzip, and base64 with deflate in it or without."""
    found = [content]
    if content[:2] == b"\x1f\x8b":
        found += unpacked(gzip.decompress(content))
    for match in ZIPPED.finditer(content):
        try:
            inside = base64.b64decode(match[0] + b"=" * (-len(match[0]) % 4))
        except ValueError:
            continue
        found.append(inside)
        try:
            found.append(zlib.decompress(inside))
        except zlib.error:
            continue
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    """The sealed folder, and every true count that the release has rounded away."""
    folder = tmp_path_factory.mktemp("canary")
    settings = warehouse(folder, ("2025-02-10", REPORTS))
    plan = plan_in(folder)
    exact = read(settings, plan)
    release = draft(exact, plan, SECRETS).release
    sealed = releases.seal(settings, release, render(release))
    true = set()
    for row in release.periods.itertuples():
        inside = of_period(exact.reports, row.source, row)
        for column in ("age_band", "gender", "contact_platform", "payment_made"):
            true |= set(inside[column].value_counts())
        true.add(len(inside))
    return sealed, {int(count) for count in true}


def test_no_key_name_or_path_of_the_warehouse_is_in_any_byte(made) -> None:
    sealed, _ = made
    secret = {CANARY, "of-2025-02-10", str(sealed.parents[2]), *(key.hex() for key in (b"r", b"c"))}
    secret = {text.encode() for text in secret if len(text) > 4}
    secret |= {SECRETS.record, SECRETS.cell}
    for path in sealed.rglob("*"):
        if path.is_file():
            for content in unpacked(path.read_bytes()):
                assert not [text for text in secret if text in content], path.name


def test_no_true_count_is_printed_anywhere(made) -> None:
    sealed, true = made
    printed = {
        int(line.split(",")[-2])
        for path in (sealed / "tables").iterdir()
        for line in path.read_text().splitlines()[1:]
        if line.split(",")[-2]
    }
    telling = {count for count in true if count > 99 and count not in printed and count % 100}
    assert len(telling) > 10
    shown = {text for count in telling for text in (str(count), f"{count:,}")}
    number = re.compile(r"(?<![\w.,#-])\d[\d,]*(?![\w.])")
    for path in sealed.rglob("*"):
        if path.suffix in {".csv", ".json", ".jsonld", ".md", ".js"}:
            told = path.read_text(encoding="utf-8")
        elif path.suffix == ".html":
            # Coordinates of drawings are numbers of no report.
            told = re.sub(
                r"<svg.*?</svg>", svg_text, path.read_text(encoding="utf-8"), flags=re.DOTALL
            )
        else:
            continue
        sizes = file_sizes(sealed)
        assert not (set(number.findall(told)) & shown) - sizes, path.name


def svg_text(match: re.Match[str]) -> str:
    """What a drawing says, without where it says it."""
    return re.sub(r"<[^>]*>", " ", match[0])


def file_sizes(sealed: Path) -> set[str]:
    """How large the files are: the manifest and the page tell that."""
    sizes = [path.stat().st_size for path in sealed.rglob("*") if path.is_file()]
    return {text for size in sizes for text in (str(size), f"{size:,}", str(round(size / 1000)))}


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_delivery_changes_nothing(made, tmp_path: Path, order: int) -> None:
    sealed, _ = made
    settings = warehouse(tmp_path, ("2025-02-10", REPORTS[::order]))
    plan = plan_in(tmp_path)
    release = draft(read(settings, plan), plan, SECRETS).release
    again = releases.seal(settings, release, render(release))
    for path in (again / "tables").iterdir():
        assert path.read_bytes() == (sealed / "tables" / path.name).read_bytes()


ENVIRONMENTS = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "2", "PYTHONUTF8": "1"},
    {"TZ": "Pacific/Auckland", "LANG": "ja_JP.UTF-8", "PYTHONHASHSEED": "3"},
)


def test_the_same_bytes_in_every_place_time_zone_and_language(tmp_path: Path) -> None:
    reports = delivered(900, date(2023, 1, 2), date(2025, 1, 31))
    warehouse(tmp_path / "first", ("2025-02-10", reports))
    plan_in(tmp_path)
    found = []
    for number, environment in enumerate(ENVIRONMENTS):
        place = tmp_path / f"another place {number}"
        if number:
            shutil.copytree(tmp_path / "first", place)
            shutil.rmtree(place / "data" / "releases")
        else:
            place = tmp_path / "first"
        done = subprocess.run(
            [sys.executable, "-m", "casestats", "release", str(tmp_path / "plan.toml"), "--json"],
            cwd=place,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "CASESTATS_DATA": str(place / "data"),
                "CASESTATS_KEYS": str(place / "keys"),
                **environment,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        sealed = Path(json.loads(done.stdout)["sealed"])
        found.append(
            {
                str(path.relative_to(sealed)): path.read_bytes()
                for path in sealed.rglob("*")
                if path.is_file()
            }
        )
    assert len(found[0]) > 20
    assert found[0] == found[1] == found[2]
