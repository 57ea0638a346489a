"""A dashboard that looks back says so on every page and in every file, and takes nothing in."""

import re
import shutil
from dataclasses import replace
from datetime import date

import pytest

from dashboard import opening
from dashboard.pages import PAGES, PUBLIC_PAGES
from dashboard.text import translator
from dashboard.theme import Formats
from etl.build import build
from etl.errors import UsageError
from tests.dashboard.test_app import run, text
from tests.warehouse_builder import report, settings_in, write_import

DAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def looking_back(tmp_path_factory):
    settings = settings_in(tmp_path_factory.mktemp("looking-back"))
    write_import(settings, "nz-helpline-one", [report(age_band="13-17")])
    later = "2026-02-01T00:00:00.000000Z"
    write_import(settings, "nz-helpline-two", [report(age_band="13-17")], received_at=later)
    build(settings)
    settings = replace(settings, as_of=DAY)
    build(settings)
    return settings


@pytest.mark.parametrize("page", PUBLIC_PAGES)
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_page_says_which_day_it_looks_back_to(looking_back, page, lang):
    app = run(looking_back, page, lang=lang)
    assert not app.exception
    assert translator(lang)("banner.as_of", date=Formats(lang).date(DAY)) in text(app)


def test_what_is_known_now_has_no_such_banner(looking_back):
    app = run(replace(looking_back, as_of=None))
    assert translator("en")("banner.as_of.title") not in text(app)


def test_only_what_was_known_is_counted(looking_back):
    opening.use(looking_back)
    assert opening.store().sources().frame["reports"].tolist() == [1]
    assert opening.store().as_of == DAY


def test_nothing_can_be_imported_into_the_past(looking_back):
    [importing] = set(PAGES) - set(PUBLIC_PAGES)
    app = run(looking_back)
    [pages] = re.findall(r'<nav class="pages".*?</nav>', "".join(p.body for p in app.get("html")))
    assert re.findall(r'href="\./([^"?]*)', pages) == ["", *list(PUBLIC_PAGES)[1:]]
    assert importing not in pages


def test_a_day_that_was_swept_says_how_to_look_it_up_again(looking_back, tmp_path):
    shutil.copytree(looking_back.data, tmp_path / "data")
    looking_back = replace(looking_back, data=tmp_path / "data")
    (looking_back.warehouse / "CURRENT").unlink()
    opening.use(looking_back)
    with pytest.raises(UsageError) as error:
        opening.store()
    assert error.value.code == "as-of-stale"
    app = run(looking_back)
    assert "casestats serve --as-of 2026-01-31" in text(app)
