"""Amounts and delays on the pages, against reports whose figures can be counted by hand."""

import re
from datetime import date, timedelta

import pytest

from dashboard.text import translator
from etl.build import build
from tests.dashboard.test_app import run, tables, text
from tests.warehouse_builder import report, settings_in, write_import

EN, JA = translator("en"), translator("ja")
DAY = date(2025, 3, 31)


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """Twelve reports: incidents 1 to 12 days before, amounts of 10 to 120 dollars."""
    home = settings_in(tmp_path_factory.mktemp("measured"))
    rows = [
        report(
            country="NZ",
            reported_date=DAY,
            incident_date=DAY - timedelta(days=days),
            incident_date_precision="day",
            payment_made="yes",
            amount_paid=10 * days,
            currency="NZD",
        )
        for days in range(1, 13)
    ]
    write_import(home, "nz-helpline-one", rows, source="nz-helpline")
    undated = [report(country="NZ", incident_date=None, incident_date_precision=None)] * 12
    write_import(home, "nz-police-one", undated, source="nz-police")
    build(home)
    return home


def cells(app, heading):
    """The table with this heading of a column."""
    return next(table for table in tables(app) if heading in table)


def test_amounts_are_told_by_currency(settings):
    app = run(settings, "incident", source="nz-helpline")
    told = cells(app, EN("column.median"))
    assert "NZD" in told
    assert ">65<" in told  # the middle of 10, 20, … 120
    assert ">12<" in told


@pytest.fixture(scope="module")
def few(tmp_path_factory):
    """Ten amounts in dollars, three in yen, and two reports that paid and tell no amount."""
    home = settings_in(tmp_path_factory.mktemp("few"))
    told = [("NZD", 10 * n) for n in range(1, 11)] + 3 * [("JPY", 5000)] + 2 * [(None, None)]
    rows = [
        report(payment_made="yes", amount_paid=amount, currency=currency, gender=gender)
        for (currency, amount), gender in zip(told, 10 * ["male"] + 5 * ["female"], strict=True)
    ]
    write_import(home, "nz-helpline-one", rows, source="nz-helpline")
    build(home)
    return home


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_a_currency_of_few_amounts_has_no_figure_but_its_number(few, lang, t):
    app = run(few, "incident", lang=lang)
    table = cells(app, t("column.median"))
    figures = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", table)[6:]
    assert figures == ["NZD", "55", "33", "78", "1,000", "10"]
    assert t("amounts.too_few", currencies=t("amounts.currency", currency="JPY", n="3")) in text(
        app
    )
    assert t("amounts.unknown", n="2") in text(app)


def test_without_a_figure_both_reasons_are_told(few):
    told = text(run(few, "incident", gender="female"))
    assert "Fewer than 10 amounts, so no figure: JPY (n = 3). Paid, amount not told: 2" in told
    assert EN("column.median") not in told


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_delays_are_told_with_what_is_not_known(settings, lang, t):
    app = run(settings, "outcomes", lang=lang, source="nz-helpline")
    assert t("delays.within", n="7") in cells(app, t("column.delay"))
    assert "58.3%" in cells(app, t("column.delay"))  # 7 of 12
    assert t("delays.title") in text(app)


@pytest.mark.parametrize(("lang", "t"), [("en", EN), ("ja", JA)])
def test_a_source_that_knows_no_incident_days_is_not_said_to_have_few(settings, lang, t):
    told = text(run(settings, "outcomes", lang=lang, source="nz-police"))
    assert t("delays.not_collected") in told
    assert t("delays.too_few") not in told
