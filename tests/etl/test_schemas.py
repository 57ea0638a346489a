from datetime import date

import pandas as pd
import pytest

from etl import schemas
from etl.schemas import TOGETHER, broken, cells, incident_report, part

TODAY = date(2026, 11, 1)

VALID = {
    "report_key": "0" * 64,
    "source": "nz-helpline",
    "country": "NZ",
    "region": None,
    "reported_date": date(2025, 6, 2),
    "incident_date": date(2025, 6, 1),
    "incident_date_precision": "day",
    "age_min": 16,
    "age_max": 17,
    "age_label": "16-17",
    "age_band": "13-17",
    "gender": "male",
    "contact_platform": "instagram",
    "moved_to_platform": None,
    "kind": "financial",
    "tactic": "catfish",
    "demand": "money",
    "payment_made": "yes",
    "amount_paid": 100.0,
    "currency": "NZD",
    "images_shared": "no",
    "outcome": "open",
    "offender_location": "unknown",
    "reporter": "self",
    "reported_elsewhere": "no",
    "row_number": 1,
}
TYPES = {
    "reported_date": "datetime64[us]",
    "incident_date": "datetime64[us]",
    "age_min": "Int64",
    "age_max": "Int64",
    "amount_paid": "float64",
    "row_number": "int64",
}


def frame(**changes):
    return pd.DataFrame(
        {
            name: pd.Series([value], dtype=TYPES.get(name, "str"))
            for name, value in (VALID | changes).items()
        }
    )


def test_a_valid_report_breaks_nothing():
    assert broken(incident_report(received=TODAY), frame()) == {}


def test_what_is_not_collected_breaks_nothing():
    optional = set(VALID) - {"report_key", "source", "country", "reported_date", "row_number"}
    assert broken(incident_report(), frame(**dict.fromkeys(optional))) == {}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"reported_date": None, "incident_date": None}, "value-missing"),
        ({"reported_date": date(2026, 11, 3)}, "date-in-future"),
        ({"incident_date": date(1989, 12, 31)}, "date-too-early"),
        ({"incident_date": date(2025, 6, 3)}, "incident-after-report"),
        ({"age_min": 121, "age_max": None}, "age-out-of-range"),
        ({"age_min": 18}, "age-contradictory"),
        ({"gender": "Male"}, "code-unknown"),
        ({"age_band": "16"}, "code-unknown"),
        ({"country": None}, "value-missing"),
        ({"country": "XX"}, "code-unknown"),
        ({"region": "Waikato"}, "code-unknown"),
        ({"currency": "YEN"}, "code-unknown"),
        ({"incident_date_precision": "week"}, "code-unknown"),
        ({"amount_paid": -1.0}, "amount-negative"),
        ({"currency": None}, "amount-without-currency"),
    ],
)
def test_each_rule_names_itself(changes, rule):
    assert broken(incident_report(received=TODAY), frame(**changes)) == {0: rule}


def test_bounds_are_allowed():
    schema = incident_report(received=TODAY)
    assert broken(schema, frame(reported_date=date(2026, 11, 2))) == {}
    assert broken(schema, frame(incident_date=date(1990, 1, 1))) == {}
    assert broken(schema, frame(incident_date=date(2025, 6, 2))) == {}
    assert broken(schema, frame(age_min=0, age_max=120)) == {}
    assert broken(schema, frame(amount_paid=0.0, currency=None)) == {}


def test_a_new_column_is_refused():
    with pytest.raises(TypeError):
        broken(incident_report(), frame().assign(notes="text"))


def test_a_key_stands_once():
    twice = pd.concat([frame(), frame(row_number=2)], ignore_index=True)
    assert set(broken(incident_report(), twice)) == {0, 1}


def test_a_part_has_the_rules_of_its_columns_only():
    ages = part(incident_report(), ["age_min", "age_max"])
    rows = pd.DataFrame({"age_min": [1, 5, 200], "age_max": [2, 4, 201]}, dtype="Int64")
    assert broken(ages, rows) == {1: "age-contradictory", 2: "age-out-of-range"}
    assert broken(ages, rows.iloc[:0]) == {}


def test_rules_between_columns_know_their_columns():
    columns = set(incident_report().columns)
    assert all(set(rule.columns) <= columns for rule in TOGETHER)
    assert len({rule.rule for rule in TOGETHER}) == len(TOGETHER)


def test_cells():
    good = pd.DataFrame(
        {
            "source": ["nz-helpline", "nz-helpline"],
            "month": pd.to_datetime(["2025-06-01", "2025-07-01"]),
            "country": ["NZ", "NZ"],
            "age_band": ["13-17", None],
            "gender": ["male", "male"],
            "contact_platform": ["instagram", "instagram"],
            "outcome": ["open", "open"],
            "reports": [3, 1],
        }
    )
    assert broken(cells(), good) == {}
    assert broken(cells(), good.assign(reports=[3, 0])).keys() == {1}
    assert broken(cells(), good.assign(gender=["male", "man"])) == {1: "code-unknown"}
    middle = good.assign(month=pd.to_datetime(["2025-06-01", "2025-07-15"]))
    assert broken(cells(), middle) == {1: "month-not-first-day"}
    assert broken(cells(), pd.concat([good, good], ignore_index=True)).keys() == {0, 1, 2, 3}


def test_no_rule_coerces():
    assert not schemas.incident_report().coerce
    assert not any(column.coerce for column in schemas.incident_report().columns.values())
