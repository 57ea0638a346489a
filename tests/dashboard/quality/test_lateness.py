"""The reporting triangle as the page shows it."""

from datetime import date

import pytest

from dashboard.text import translator
from etl.build import build
from tests.dashboard.quality.test_quality_page import rows
from tests.dashboard.test_app import run, text
from tests.figures_oracle import shifted
from tests.monthly_reports import in_month
from tests.warehouse_builder import report, settings_in, write_import

EN = translator("en")
FIRST = date(2023, 1, 1)
MONTHS = 14
DELIVERED = ("2024-03-05", "2024-04-05", "2024-05-05")


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """Incidents of fourteen months: 20 reports at once, 5 a month later, 15 a year later."""
    settings = settings_in(tmp_path_factory.mktemp("late"))
    reports = [
        one
        for origin in range(MONTHS)
        for delay, number in {0: 20, 1: 5, 12: 15}.items()
        if origin + delay < MONTHS
        for one in in_month(
            shifted(FIRST, origin + delay),
            number,
            incident_date=shifted(FIRST, origin),
            incident_date_precision="month",
        )
    ]
    write_import(
        settings, "one", reports, source="ca-cafc", received_at=f"{DELIVERED[0]}T00:00:00.000000Z"
    )
    for number, received in enumerate(DELIVERED[1:]):
        late = [report(reported_date=date(2024, 3, 9 + number), incident_date=None)] * 4
        at = f"{received}T00:00:00.000000Z"
        write_import(settings, f"late-{number}", late, source="ca-cafc", received_at=at)
    build(settings)
    return run(settings, "quality")


def test_the_triangle_has_what_is_usual_the_months_and_how_much_is_in(app):
    head, usual, first, *_, last = rows(app, EN("triangle_incident.title"))
    assert head == ["", "Same month", *(f"Month +{n}" for n in range(1, 13)), "By now"]
    assert usual == ["Usually", "50%", *["63%"] * 11, "100%", ""]
    assert first == ["Jan 2023", "20", *["25"] * 11, "40", "100%"]
    assert last == ["Mar 2024", "0 P", *[""] * 12, ""]


def test_a_sentence_says_how_soon_and_how_full_the_last_months_are(app):
    told = " ".join(text(app).split())
    assert (
        "Usually 95% of the reports about a month’s incidents have arrived after 12 months." in told
    )
    assert "About 63% (Dec 2023), 63% (Jan 2024), 50% (Feb 2024) of the final count" in told


def test_receipt_has_a_triangle_once_files_come_over_several_months(app):
    table = {row[0]: row[1:] for row in rows(app, EN("triangle_report.title"))}
    assert table["Mar 2024"][:4] == ["0", "4", "8", ""]
    assert EN("late.too_few_months") in text(app)


def test_weeks_are_told_where_the_day_of_the_incident_is_known(settings):
    told = text(run(settings, "quality", source="jp-helpline"))
    assert EN("weeks.title") in told
    assert EN("late.incident_week.one", share="95", after=EN("late.week.same")) in told
