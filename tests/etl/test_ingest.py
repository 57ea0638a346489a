"""Imports of small files: exactly what is accepted, quarantined and told."""

import hashlib
import hmac
import json
import stat
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl import receipt as receipts_on_disk
from etl.errors import IntegrityError, MachineError, RefusedInput, UsageError
from etl.ingest import import_file, receipts
from etl.receipt import Quarantined, Rows, Unmapped
from etl.sources import load
from tests.builders import VALID, csv_file, profile, row, rows, settings, written

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
        name: hashlib.sha256((done.path / name).read_bytes()).hexdigest()
        for name in ("accepted.parquet", "quarantine.parquet")
    }
    assert receipts_on_disk.read(done.path) == told
    assert json.loads((done.path / "receipt.json").read_text())["format"] == 1
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


def test_a_row_may_fail_twice_and_counts_once(tmp_path):
    done = imported(tmp_path, [row(age="170", amount_paid="lots"), row(report_id="A-2")])
    assert written(done, "quarantine") == [
        {"row_number": 1, "line": 2, "sheet": None, "column": column, "rule": rule, "value": shown}
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


PROFILE = """
[source]
id = "jp-police"
[file]
format = ["csv"]
unnamed_columns = "drop"
[columns.reported_date]
names = ["day"]
dates = ["slash", "wareki"]
[columns.incident_date]
names = ["day"]
dates = ["slash", "wareki"]
[columns.age]
names = ["age"]
[columns.gender]
names = ["sex"]
unmapped = "quarantine"
[aliases.gender]
"first" = "female"
"M" = "another_gender"
[constants]
synthetic = "true"
[filter]
column = "offence"
keep = ["恐喝", "脅迫 "]
"""


def test_a_profile_decides(tmp_path):
    names = ("offence", "day", "age", "sex", "note")
    content = [
        dict(zip(names, cells, strict=True))
        for cells in (
            ("恐喝", "令和7年6月1日", "高校生", "first", "secret"),
            ("窃盗", "never", "never", "never", "never"),
            (" 脅迫", "2025/6/2", "10代", "Ｍ", ""),
            ("恐喝", "2025/6/3", "65-69歳", "chief", ""),
        )
    ]
    file = csv_file(tmp_path / "export.csv", content)
    done = import_file(settings(tmp_path), file, profile(tmp_path / "own.toml", PROFILE))
    stored = written(done, "accepted")
    assert [
        (a["row_number"], a["reported_date"], a["incident_date"], a["gender"]) for a in stored
    ] == [
        (1, date(2025, 6, 1), date(2025, 6, 1), "female"),
        (3, date(2025, 6, 2), date(2025, 6, 2), "another_gender"),
    ]
    assert [(a["age_min"], a["age_max"], a["age_label"], a["age_band"]) for a in stored] == [
        (15, 18, "高校生", "0-19"),
        (10, 19, "10代", "0-19"),
    ]
    assert {a["country"] for a in stored} == {"JP"}
    [bad] = written(done, "quarantine")
    assert (bad["row_number"], bad["column"], bad["rule"], bad["value"]) == (
        4, "gender", "code-unknown", "chief",
    )  # fmt: skip
    assert done.receipt.rows == Rows(
        read=4, accepted=2, quarantined=1, without_consent=0, filtered=1
    )
    assert done.receipt.dropped_columns == ("note",)
    assert done.receipt.synthetic is True


def test_a_filter_may_keep_nothing(tmp_path):
    content = [{"offence": "窃盗", "day": "x", "age": "x", "sex": "x"}]
    file = csv_file(tmp_path / "export.csv", content)
    done = import_file(settings(tmp_path), file, profile(tmp_path / "own.toml", PROFILE))
    assert done.receipt.rows == Rows(
        read=1, accepted=0, quarantined=0, without_consent=0, filtered=1
    )
    assert written(done, "accepted") == []


def test_the_same_file_again_changes_nothing(tmp_path):
    first = imported(tmp_path, rows(3))
    before = {file.name: file.read_bytes() for file in first.path.iterdir()}
    again = imported(tmp_path, rows(3), name="renamed.csv")
    assert (first.already, again.already) == (False, True)
    assert again.receipt == first.receipt
    assert {file.name: file.read_bytes() for file in first.path.iterdir()} == before


def test_the_order_of_columns_does_not_matter(tmp_path):
    content = [row(), row(report_id="A-2", age="170")]
    turned = [dict(reversed(item.items())) for item in content]
    one, other = imported(tmp_path, content), imported(tmp_path, turned, name="turned.csv")
    for name in ("accepted", "quarantine"):
        assert written(one, name) == written(other, name)


def test_lines_and_records_differ_after_a_line_break_in_a_cell(tmp_path):
    content = [row(), row(report_id="A-2", gender="ma\nle"), row(report_id="A-3", age="170")]
    done = imported(tmp_path, content)
    [bad] = written(done, "quarantine")
    assert (bad["row_number"], bad["line"]) == (3, 5)


def test_invented_and_real_reports_never_mix(tmp_path):
    with pytest.raises(RefusedInput) as refusal:
        imported(tmp_path, [row(), row(report_id="A-2", synthetic="false")])
    assert refusal.value.code == "synthetic-mixed"
    imported(tmp_path, [row()])
    with pytest.raises(RefusedInput) as refusal:
        imported(tmp_path, [row(report_id="A-2", synthetic="")], name="real.csv")
    assert refusal.value.code == "synthetic-mixed"
    assert len(receipts(settings(tmp_path))) == 1


def test_progress_goes_forward_to_the_end(tmp_path):
    told = []
    file = csv_file(tmp_path / "reports.csv", rows(2))
    import_file(
        settings(tmp_path), file, load("casestats"), progress=lambda *step: told.append(step)
    )
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert told[0] == ("reading", 0.0)
    assert told[-1] == ("done", 1.0)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(UsageError, match=r"none\.csv"):
        import_file(settings(tmp_path), tmp_path / "none.csv", load("casestats"))


def test_the_key_is_private_and_made_once(tmp_path):
    imported(tmp_path, [row()])
    key = tmp_path / "keys" / "report.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    before = key.read_bytes()
    imported(tmp_path, [row(report_id="A-2")], name="next.csv")
    assert key.read_bytes() == before
    assert list(key.parent.iterdir()) == [key]


@pytest.mark.parametrize(
    ("mode", "text", "error"),
    [
        (0o644, "00" * 32, MachineError),
        (0o600, "00" * 16, IntegrityError),
        (0o600, "é", IntegrityError),
    ],
)
def test_a_bad_key_is_refused_and_nothing_imported(mode, text, error, tmp_path):
    key = tmp_path / "keys" / "report.key"
    key.parent.mkdir()
    key.write_text(text, encoding="utf-8")
    key.chmod(mode)
    with pytest.raises(error):
        imported(tmp_path, [row()])
    assert receipts(settings(tmp_path)) == []


def test_files_are_private(tmp_path):
    done = imported(tmp_path, [row()])
    assert stat.S_IMODE(done.path.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in done.path.iterdir()} == {0o600}


DIRTY = {
    "report_id": st.sampled_from(["", "A", "B", "C", "D", "E", "F"]),
    "reported_date": st.sampled_from(["2025-06-02", "2025-02-30", "", "2062-01-01", "x"]),
    "incident_date": st.sampled_from(["2025-06-01", "2025-06", "2026-01-01", "", "x"]),
    "age": st.sampled_from(["16", "16-17", "17-16", "170", "高校生", "", "x"]),
    "gender": st.sampled_from(["男", "F", "", "?!", "x"]),
    "amount_paid": st.sampled_from(["", "5", "-5", "x"]),
    "currency": st.sampled_from(["", "JPY", "x"]),
    "consent_to_statistics": st.sampled_from(["true", "true", "no", "", "x"]),
}


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.lists(st.fixed_dictionaries(DIRTY), min_size=1, max_size=8))
def test_totals_reconcile_whatever_the_rows(content, tmp_path_factory):
    done = imported(tmp_path_factory.mktemp("dirty"), [row(**cells) for cells in content])
    told = done.receipt.rows
    accepted, kept_out = written(done, "accepted"), written(done, "quarantine")
    bad = {entry["row_number"] for entry in kept_out}
    assert told.read == len(content)
    assert told.accepted == len(accepted)
    assert told.quarantined == len(bad)
    assert told.read == told.accepted + told.quarantined + told.without_consent + told.filtered
    good = [stored["row_number"] for stored in accepted]
    assert good == sorted(set(good) - bad)
    assert len({stored["report_key"] for stored in accepted}) == len(accepted)
    assert sum(entry.rows for entry in done.receipt.quarantine) == len(kept_out)
    refused = {n for n, cells in enumerate(content, 1) if cells["consent_to_statistics"] == "no"}
    assert told.without_consent == len(refused)
    assert not refused & (bad | set(good))
