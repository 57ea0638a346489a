"""Imports of small files: profiles, repeats, keys and totals."""

import stat
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from etl.errors import IntegrityError, MachineError, RefusedInput, UsageError
from etl.folders import receipts
from etl.ingest import import_file
from etl.receipt import Rows
from etl.sources import load
from tests.builders import csv_file, profile, row, rows, settings, written


def imported(folder, content, *, name="reports.csv", by="casestats"):
    return import_file(settings(folder), csv_file(folder / name, content), load(by))


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


def test_a_lost_key_stops_the_next_import_and_is_not_made_anew(tmp_path):
    imported(tmp_path, [row()])
    key = tmp_path / "keys" / "report.key"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(IntegrityError, match="Put its copy back"):
        imported(tmp_path, [row(report_id="A-2")], name="next.csv")
    assert not key.exists()
    key.write_bytes(kept)
    key.chmod(0o600)
    imported(tmp_path, [row(report_id="A-2")], name="next.csv")
    assert len(receipts(settings(tmp_path))) == 2


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
