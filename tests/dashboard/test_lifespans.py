"""Services that closed, beside the reports that name them after that."""

from datetime import date

import pytest

from tests.dashboard.test_app import run, text
from tests.warehouse_builder import build_with, report, settings_in

REST = {"incident_date": None, "incident_date_precision": None, "age_band": "13-17"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Skype closed on 5 May 2025."""
    days = (date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 1), date(2025, 8, 1))
    reports = [report(contact_platform="skype", reported_date=day, **REST) for day in days] + [
        report(contact_platform="line", reported_date=date(2025, 8, 2), **REST)
    ]
    settings = settings_in(tmp_path_factory.mktemp("lifespans"))
    build_with(settings, reports, source="nz-helpline")
    return settings


def row(app):
    return text(app).rpartition("Reports outside")[2].split()[:6]


def test_reports_after_the_month_of_the_closing_are_counted(settings):
    assert row(run(settings, "platforms")) == ["Skype", "5", "May", "2025", "4", "2"]


def test_only_those_selected_are_counted(settings):
    app = run(settings, "platforms", **{"from": "2025-04", "to": "2025-06"})
    assert row(app) == ["Skype", "5", "May", "2025", "3", "1"]


def test_nothing_is_said_where_none_closed(settings):
    app = run(settings, "platforms", platform="line")
    assert "Reports outside" not in text(app)
