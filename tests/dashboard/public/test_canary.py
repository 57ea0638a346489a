"""From reports to the public pages: no key and no true count comes through."""

import re
from datetime import date

import pytest

from dashboard.public.pages import PAGES
from etl.release.draft import draft
from etl.release.folder import seal
from etl.release.reports import of_period, read
from tests.etl.release.drafting import SECRETS, delivered, plan_in, warehouse
from tests.public_app import html, run, texts

CANARY = "kanariya7f3a"

#: Pages without numbers of reports.
OTHERS = {"official", "about"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Settings with a sealed release, what it prints, and true counts that it does not."""
    folder = tmp_path_factory.mktemp("canary")
    reports = delivered(2_000, date(2023, 1, 2), date(2024, 7, 31), prefix=CANARY)
    settings = warehouse(folder, ("2024-12-10", reports))
    plan = plan_in(folder)
    exact = read(settings, plan)
    release = draft(exact, plan, SECRETS).release
    seal(settings, release, {})
    printed = {int(n) for table in release.tables for n in table.cells["reports"].dropna()}
    true = set()
    for row in release.periods.itertuples():
        inside = of_period(exact.reports, row.source, row)
        true.add(len(inside))
        for column in ("age_band", "gender", "contact_platform", "payment_made"):
            true |= {int(count) for count in inside[column].value_counts()}
    return settings, printed, true - printed


@pytest.mark.parametrize("page", PAGES)
def test_no_key_and_no_true_count(made, page):
    settings, printed, true = made
    assert len(true) > 5
    body = html(run(settings, page))
    assert CANARY not in body
    if page not in OTHERS:
        shown = {int(n[0]) for text in texts(body) if (n := re.match(r"\d+(?![\d%])", text))}
        assert shown or page == "outcomes"  # which the plan leaves out
        assert shown <= printed
        assert not shown & true
