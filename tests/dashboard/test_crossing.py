"""The cross table of a page, cell by cell, on reports that can be counted by hand."""

import re
from datetime import date
from html import unescape

import pytest

from dashboard.text import translator
from tests.dashboard.test_app import run, text
from tests.warehouse_builder import build_with, report, settings_in

EN = translator("en")
CHOSEN = {"rows": "gender", "columns": "contact_platform", "from": "2024-01", "to": "2025-12"}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    told = [
        ("male", "line", "financial", date(2024, 1, 5)),
        ("male", "line", "control", date(2024, 2, 5)),
        ("male", "instagram", "financial", date(2025, 1, 5)),
        ("unknown", "line", "financial", date(2025, 12, 5)),
    ]
    rest = {"reporter": None, "incident_date": None, "incident_date_precision": None}
    reports = [
        report(gender=gender, contact_platform=platform, kind=kind, reported_date=day, **rest)
        for gender, platform, kind, day in told
    ]
    settings = settings_in(tmp_path_factory.mktemp("crossing"))
    build_with(settings, reports, source="nz-helpline")
    return settings


def table(settings, **query):
    """Each line of the table as its heading and its cells; a part's heading stands alone."""
    app = run(settings, "crosstab", **CHOSEN | query)
    [body] = [part.body for part in app.get("html") if '<table class="grid">' in part.body]
    lines = re.findall(r"<tr>(.*?)</tr>", body)
    return [[unescape(cell) for cell in re.findall(r">([^<]+)</t[hd]>", line)] for line in lines]


def test_cells_and_totals_in_the_order_of_the_vocabulary(settings):
    assert table(settings) == [
        ["Gender", "Instagram", "LINE", "Total"],
        ["Male", "1", "2", "3"],
        ["Unknown", "0", "1", "1"],
        ["Total", "1", "3", "4"],
    ]


@pytest.mark.parametrize(
    ("cells", "male", "whole"),
    [
        ("row_share", ["33.3%", "66.7%", "100.0%"], ["25.0%", "75.0%", "100.0%"]),
        ("column_share", ["100.0%", "66.7%", "75.0%"], ["100.0%", "100.0%", "100.0%"]),
        ("total_share", ["25.0%", "50.0%", "75.0%"], ["25.0%", "75.0%", "100.0%"]),
    ],
)
def test_shares_are_of_the_total_of_row_column_and_part(settings, cells, male, whole):
    lines = table(settings, cells=cells)
    assert [lines[1], lines[3]] == [["Male", *male], ["Total", *whole]]


def test_a_third_column_divides_the_table_and_the_whole_comes_last(settings):
    lines = table(settings, third="kind")
    assert lines[1:9:4] == [["Kind: Financial sextortion"], ["Kind: Sextortion for control"]]
    assert lines[6] == ["Male", "0", "1", "1"]
    assert lines[9:] == [["Kind: Total"], *table(settings)[1:]]


def test_periods_divide_it_without_a_whole(settings):
    lines = table(settings, per="year")
    assert [line[-1] for line in lines[4::4]] == ["2", "2"]
    assert lines[6] == ["Male", "1", "0", "1"]


def test_a_fiscal_year_begins_where_the_reader_says(settings):
    lines = table(settings, per="fiscal", starts="4")
    years = ["2023/24 · Incomplete", "2024/25", "2025/26 · Incomplete"]
    assert [line[0] for line in lines if len(line) == 1] == years


def test_a_share_of_nothing_is_told(settings):
    query = {"third": "kind", "per": "year", "cells": "column_share"}
    assert table(settings, **query)[1:5] == [
        ["2024 · Kind: Financial sextortion"],
        ["Male", "–", "100.0%", "100.0%"],
        ["Unknown", "–", "0.0%", "0.0%"],
        ["Total", "–", "100.0%", "100.0%"],
    ]
    assert EN("crosstab.no_share", sign="–") in text(run(settings, "crosstab", **CHOSEN | query))


def test_what_is_not_collected_is_kept(settings):
    assert table(settings, rows="reporter", columns="gender")[1:] == [
        ["Not collected", "3", "1", "4"],
        ["Total", "3", "1", "4"],
    ]
