"""What becomes of single rows: exactly what is accepted, quarantined and counted."""

import hashlib
import hmac
import json
from datetime import date
from decimal import Decimal

import pytest

from etl import receipt as receipts_on_disk
from etl.folders import receipts
from etl.ingest import import_file
from etl.receipt import Quarantined, Rows, Unmapped
from etl.sources import load
from etl.stored import FILES
from tests.builders import VALID, csv_file, profile, row, settings, written

ORDER = [
    "report_key", "source", "country", "region", "reported_date", "incident_date",
    "incident_date_precision", "age_min", "age_max", "age_label", "age_band", "gender",
    "contact_platform", "moved_to_platform", "kind", "tactic", "demand", "payment_made",
    "amount_paid", "currency", "images_shared", "outcome", "offender_location", "reporter",
    "reported_elsewhere", "row_number",
]  # fmt: skip
UNREADABLE = {
    "date-impossible": {"reported_date": "2025-02-30"},
    "date-unreadable": {"reported_date": "2 June 2025"},
    "date-in-future": {"reported_date": "2062-01-01"},
    "date-too-early": {"reported_date": "1989-12-31", "incident_date": ""},
    "value-missing": {"reported_date": "不明"},
    "incident-after-report": {"incident_date": "2025-06-03"},
    "age-unreadable": {"age": "grown up"},
    "age-contradictory": {"age": "17-15"},
    "age-out-of-range": {"age": "170"},
    "amount-unreadable": {"amount_paid": "a few hundred"},
    "amount-negative": {"amount_paid": "-5"},
    "amount-without-currency": {"currency": ""},
    "code-unknown": {"currency": "YEN"},
}


def imported(folder, content, *, name="reports.csv", by="casestats"):
    return import_file(settings(folder), csv_file(folder / name, content), load(by))


def test_an_accepted_row_is_stored_exactly(tmp_path):
    done = imported(tmp_path, [row()])
    key = bytes.fromhex((tmp_path / "keys" / "report.key").read_text())
    [stored] = written(done, "accepted")
    assert list(stored) == ORDER
    assert stored == {
        "report_key": hmac.digest(key, b"casestats\0A-1", "sha256").hex(),
        "source": "casestats",
        "country": "NZ",
        "region": None,
        "reported_date": date(2025, 6, 2),
        "incident_date": date(2025, 6, 1),
        "incident_date_precision": "day",
        "age_min": 16,
        "age_max": 16,
        "age_label": "16",
        "age_band": "15-17",
        "gender": "male",
        "contact_platform": "instagram",
        "moved_to_platform": "snapchat",
        "kind": "financial",
        "tactic": "catfish",
        "demand": "money",
        "payment_made": "yes",
        "amount_paid": Decimal("100.00"),
        "currency": "NZD",
        "images_shared": "no",
        "outcome": "advice_given",
        "offender_location": "offshore",
        "reporter": "self",
        "reported_elsewhere": "no",
        "row_number": 1,
    }
    assert written(done, "quarantine") == []


def test_the_receipt_tells_what_was_done(tmp_path):
    content = [row(), row(report_id="A-2", gender="Zz_9", reported_date="2025-07-01")]
    done = imported(tmp_path, content)
    told = done.receipt
    file = (tmp_path / "reports.csv").read_bytes()
    assert told.rows == Rows(read=2, accepted=2, quarantined=0, without_consent=0, filtered=0)
    assert (told.file.name, told.file.bytes) == ("reports.csv", len(file))
    assert told.file.sha256 == hashlib.sha256(file).hexdigest()
    assert told.synthetic is True
    assert told.collected == tuple(sorted(VALID))
    assert told.dropped_columns == ()
    assert told.unmapped == {"gender": (Unmapped("Zz_9", 1),)}
    assert (told.first_reported, told.last_reported) == (date(2025, 6, 2), date(2025, 7, 1))
    assert told.import_id == done.path.name
    assert told.sha256 == {
        name: hashlib.sha256((done.path / name).read_bytes()).hexdigest() for name in FILES
    }
    assert receipts_on_disk.read(done.path) == told
    assert json.loads((done.path / "receipt.json").read_text())["format"] == 2
    assert receipts(settings(tmp_path)) == [told]


@pytest.mark.parametrize("rule", UNREADABLE)
def test_a_bad_row_is_quarantined_and_stops_no_other(rule, tmp_path):
    content = [row(), row(report_id="A-2", **UNREADABLE[rule]), row(report_id="A-3")]
    done = imported(tmp_path, content)
    assert [stored["row_number"] for stored in written(done, "accepted")] == [1, 3]
    [kept_out] = written(done, "quarantine")
    assert (kept_out["row_number"], kept_out["line"], kept_out["rule"]) == (2, 3, rule)
    column = "amount_paid" if "amount" in rule else next(iter(UNREADABLE[rule]))
    assert kept_out["column"] == column
    assert done.receipt.quarantine == (Quarantined(rule, column, 1),)


DATES = """
[source]
id = "nz-helpline"
[file]
format = ["csv"]
[columns.reported_date]
names = ["day"]
dates = ["iso_datetime", "year"]
"""


def test_dates_that_say_too_little(tmp_path):
    days = ("2025-06-01T09:30:00", "2025-06-01T23:30:00Z", "2025")
    file = csv_file(tmp_path / "reports.csv", [{"day": day} for day in days])
    done = import_file(settings(tmp_path), file, profile(tmp_path / "own.toml", DATES))
    assert done.receipt.rows.accepted == 1
    assert [(bad["row_number"], bad["rule"]) for bad in written(done, "quarantine")] == [
        (2, "date-ambiguous"),
        (3, "date-too-coarse"),
    ]


def test_a_row_may_fail_twice_and_counts_once(tmp_path):
    done = imported(tmp_path, [row(age="170", amount_paid="lots"), row(report_id="A-2")])
    key = (tmp_path / "keys" / "report.key").read_text()
    place = {
        "row_number": 1,
        "report_key": hmac.digest(bytes.fromhex(key), b"casestats\0A-1", "sha256").hex(),
        "line": 2,
        "sheet": None,
    }
    assert written(done, "quarantine") == [
        {**place, "column": column, "rule": rule, "value": shown}
        for column, rule, shown in (
            ("age", "age-out-of-range", "170"),
            ("amount_paid", "amount-unreadable", "lots"),
        )
    ]
    assert done.receipt.rows.quarantined == 1


def test_one_bad_date_is_not_blamed_on_the_other(tmp_path):
    done = imported(tmp_path, [row(reported_date="2025-02-30")])
    assert [bad["rule"] for bad in written(done, "quarantine")] == ["date-impossible"]


def test_rows_that_share_an_id(tmp_path):
    content = [
        row(report_id="same"), row(report_id="same"), row(report_id="same"),
        row(report_id="differs"), row(report_id="differs", age="17"), row(report_id=" "),
    ]  # fmt: skip
    done = imported(tmp_path, content)
    assert [stored["row_number"] for stored in written(done, "accepted")] == [1]
    assert [(bad["row_number"], bad["rule"]) for bad in written(done, "quarantine")] == [
        (2, "duplicate-identical"),
        (3, "duplicate-identical"),
        (4, "duplicate-report-id"),
        (5, "duplicate-report-id"),
        (6, "value-missing"),
    ]
    assert all(bad["value"] is None for bad in written(done, "quarantine"))


def test_without_ids_equal_rows_are_different_people(tmp_path):
    content = [{key: text for key, text in VALID.items() if key != "report_id"}] * 3
    done = imported(tmp_path, content)
    keys = [stored["report_key"] for stored in written(done, "accepted")]
    secret = bytes.fromhex((tmp_path / "keys" / "report.key").read_text())
    message = f"casestats\0{done.receipt.file.sha256}\0002".encode()
    assert len(set(keys)) == 3
    assert keys[1] == hmac.digest(secret, message, "sha256").hex()


def test_without_consent_a_row_is_counted_and_nothing_else(tmp_path):
    content = [row(consent_to_statistics="false", age="canary"), row(report_id="A-2")]
    done = imported(tmp_path, content)
    assert done.receipt.rows == Rows(2, 1, 0, 1, 0)
    assert [stored["row_number"] for stored in written(done, "accepted")] == [2]
    assert written(done, "quarantine") == []


def test_unclear_consent_is_no_consent_to_count(tmp_path):
    content = [row(consent_to_statistics=""), row(report_id="A-2", consent_to_statistics="maybe")]
    done = imported(tmp_path, content)
    assert [bad["rule"] for bad in written(done, "quarantine")] == ["value-missing", "code-unknown"]
    assert done.receipt.rows.accepted == 0
    assert (done.receipt.first_reported, done.receipt.last_reported) == (None, None)


def test_not_collected_and_unknown_are_kept_apart(tmp_path):
    content = [{"reported_date": "2025-06-02", "country": "", "gender": "回答なし", "age": ""}]
    [stored] = written(imported(tmp_path, content), "accepted")
    assert (stored["country"], stored["gender"], stored["age_band"]) == ("ZZ", "unknown", "unknown")
    assert (stored["age_min"], stored["age_label"], stored["outcome"]) == (None, None, None)
    assert stored["incident_date_precision"] is None


def test_unknown_words_become_other_and_are_counted(tmp_path):
    names = ("Newgram", "Newgram", "いんすた新", "A. Canary")
    content = [row(report_id=f"A-{n}", contact_platform=name) for n, name in enumerate(names)]
    done = imported(tmp_path, content)
    assert {stored["contact_platform"] for stored in written(done, "accepted")} == {"other"}
    assert done.receipt.unmapped == {
        "contact_platform": (Unmapped(None, 2), Unmapped("Newgram", 2))
    }


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("New Zealand", "NZ"), ("JPN", "JP"), ("日本", "JP"),
        ("ｎｚ", "NZ"), ("-", "ZZ"), ("Atlantis", "ZZ"),
    ],
)  # fmt: skip
def test_countries(word, code, tmp_path):
    [stored] = written(imported(tmp_path, [row(country=word)]), "accepted")
    assert stored["country"] == code
