"""The beginning of the fiscal year, as the reader chooses it on every page with periods."""

import re

import pytest

from dashboard.text import translator
from tests.choices_shown import choices_of
from tests.dashboard.test_app import address, run, text

EN, JA = translator("en"), translator("ja")
FISCAL = {"source": "nz-helpline", "calendar": "fiscal", "from": "2024-01", "to": "2025-12"}


def years(app):
    """Names of the fiscal years in the tables of a page, each once, in order."""
    found = re.findall(r"\b20\d\d/\d\d(?:年度)?|20\d\d年度", text(app))
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("page", ["trends", "outcomes", "compare"])
@pytest.mark.parametrize(
    ("starts", "lang", "told"),
    [
        ("4", "ja", ["2023年度", "2024年度", "2025年度"]),
        ("7", "ja", ["2023/24年度", "2024/25年度", "2025/26年度"]),
        ("4", "en", ["2023/24", "2024/25", "2025/26"]),
    ],
)
def test_a_link_says_with_which_month_the_year_begins(settings, page, starts, lang, told):
    app = run(settings, page, **FISCAL, starts=starts, lang=lang)
    assert not app.exception
    assert years(app) == told
    assert address(app)["starts"] == starts


def test_each_source_has_its_own_year_unless_one_is_chosen(settings):
    query = FISCAL | {"source": "jp-helpline.nz-helpline"}
    own = text(run(settings, "trends", **query))
    assert EN("measure.reports_by_fiscal", month="Apr") in own
    assert EN("measure.reports_by_fiscal", month="Jul") in own
    july = text(run(settings, "trends", **query, starts="7"))
    assert EN("measure.reports_by_fiscal", month="Apr") not in july


def test_the_month_is_asked_only_for_fiscal_years(settings):
    labels = [
        [choice.label for choice in choices_of(run(settings, "trends", calendar=code))]
        for code in ("fiscal", "month")
    ]
    assert [EN("starts") in told for told in labels] == [True, False]


def test_a_month_that_cannot_be_is_told(settings):
    app = run(settings, "trends", **FISCAL, starts="5", lang="ja")
    assert not app.exception
    assert JA("address.starts") in text(app)
    assert "starts" not in address(app)
