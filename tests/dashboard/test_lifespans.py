"""Services by name, from when to when they were reported, beside when they existed."""

import re
from datetime import date
from html import unescape

import pytest

from tests.dashboard.test_app import run, tables, text
from tests.warehouse_builder import build_with, report, settings_in

AGES = {"age_band": "13-17"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Skype closed on 5 May 2025."""
    days = (date(2025, 4, 30), date(2025, 5, 31), date(2025, 6, 1), date(2025, 8, 1))
    told = [("skype", day) for day in days] + [
        ("x_twitter", date(2025, 8, 2)),
        ("unknown", date(2025, 8, 2)),
    ]
    reports = [
        report(contact_platform=platform, reported_date=day, incident_date=day, **AGES)
        for platform, day in told
    ]
    settings = settings_in(tmp_path_factory.mktemp("lifespans"))
    build_with(settings, reports, source="nz-helpline")
    return settings


def rows(settings, **query):
    """Each service's cells as the page has them."""
    [table] = [t for t in tables(run(settings, "platforms", **query)) if "Reports outside" in t]
    lines = re.findall(r'<tr><th scope="row">(.*?)</tr>', table)
    return [unescape(re.sub(r"<[^>]+>", "|", line)).strip("|").split("||") for line in lines]


def test_services_have_their_months_their_closing_and_what_they_were_called(settings):
    closed = "Video call service, closed in May 2025."
    renamed = "Social network called Twitter until July 2023; one code for both names."
    assert rows(settings) == [
        ["Skype", "4", "Apr 2025", "Aug 2025", "5 May 2025", "2", closed],
        ["X (Twitter)", "1", "Aug 2025", "Aug 2025", "", "0", renamed],
    ]


def test_only_those_selected_are_counted(settings):
    [line] = rows(settings, **{"from": "2025-04", "to": "2025-06"})
    assert line[:6] == ["Skype", "3", "Apr 2025", "Jun 2025", "5 May 2025", "1"]


def test_nothing_is_said_where_none_is_named(settings):
    assert "Reports outside" not in text(run(settings, "platforms", platform="unknown"))
