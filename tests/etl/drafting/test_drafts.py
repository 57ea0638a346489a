"""Whole drafts: from a file nobody prepared for to a profile that imports it."""

from datetime import date

import pytest

from etl import sources
from etl.drafting.examining import examine
from etl.drafting.making import known_sources, make
from etl.drafting.saving import save
from etl.errors import RefusedInput, UsageError
from etl.ingest import import_file
from etl.receipt import Rows
from tests.builders import settings
from tests.etl.drafting import files

TODAY = date(2026, 1, 31)
SOURCE = {
    "source": "kita-line",
    "source:label_en": "Kita line",
    "source:country": "JP",
    "source:subject": "wider",
    "source:counting_unit": "consultation",
    "source:fiscal_year_start": "4",
    "age_scheme": "decade",
}


def drafted(house, path, **answers):
    answers = {key.replace("__", ":"): answer for key, answer in answers.items()}
    known = known_sources(sources.available(house.own_profiles))
    return make(examine(house, path, answers), answers, known, today=TODAY)


def values(draft):
    return {point.key: point.value for point in draft.points}


def fields(draft):
    return {point.subject: point.value for point in draft.points if point.key.startswith("column:")}


@pytest.fixture
def house(tmp_path):
    return settings(tmp_path)


def test_a_japanese_export(house, tmp_path):
    draft = drafted(house, files.japanese(tmp_path / "kita.csv"))
    assert values(draft) | {"encoding": "cp932", "delimiter": ",", "quote": '"'} == values(draft)
    assert fields(draft) == {
        "窓口受付No": "report_id",
        "ご相談日": "reported_date",
        "被害発生日": "incident_date",
        "年代": "age",
        "性別(本人)": "gender",
        "知り合ったアプリ": "contact_platform",
        "要求の内容": "demand",
        "支払いの有無": "payment_made",
        "支払額(円)": "amount_paid",
        "現在の状況": "outcome",
        "担当者": "drop",
        "経過メモ": "drop",
    }
    assert values(draft)["currency"] == "JPY"
    assert {point.key: point.value for point in draft.words} == {
        "value:contact_platform:謎アプリ": "other",
        "value:outcome:継続支援中": "other",
    }
    assert [point.key for point in draft.questions] == [
        "source", "source:label_en", "source:country", "source:subject",
        "source:counting_unit", "source:fiscal_year_start",
    ]  # fmt: skip
    first = dict(zip(draft.preview.fields, draft.preview.rows[0], strict=True))
    assert {field: cell.value for field, cell in first.items()} == {
        "report_id": "•", "reported_date": "2025-01-01", "incident_date": "2025-01-01",
        "age": "10–19", "gender": "male", "contact_platform": "instagram", "demand": "money",
        "payment_made": "yes", "amount_paid": "30000.00", "outcome": "advice_given",
    }  # fmt: skip


def test_nothing_of_a_person_is_in_a_draft(house, tmp_path):
    draft = drafted(house, files.japanese(tmp_path / "kita.csv"))
    assert "山田" not in repr(draft)
    assert "事情" not in repr(draft)


def test_the_profile_imports_the_file(house, tmp_path):
    path = files.japanese(tmp_path / "kita.csv")
    answers = SOURCE | {"value:outcome:継続支援中": "open"}
    saved = save(house, drafted(house, path, **answers), "kita-line")
    assert sources.load("kita-line", house.own_profiles) == saved
    assert saved.source.subject == "wider"
    assert saved.aliases == {"outcome": {"継続支援中": "open"}}
    assert saved.file.drop == ("担当者", "経過メモ")
    assert saved.file.unnamed_columns == "refuse"
    receipt = import_file(house, path, saved).receipt
    assert receipt.rows == Rows(24, 24, 0, 0, 0)
    assert {field: [word.rows for word in words] for field, words in receipt.unmapped.items()} == {
        "contact_platform": [6]
    }
    assert set(receipt.dropped_columns) == {"担当者", "経過メモ"}


def test_days_that_prove_their_order(house, tmp_path):
    draft = drafted(house, files.day_first(tmp_path / "line.csv"))
    assert values(draft)["date_order:reported_date"] == "day_first"
    assert draft.profile.columns[1].dates == ("day_first",)


def test_days_that_prove_nothing_are_asked(house, tmp_path):
    path = files.day_first(tmp_path / "line.csv", days=(3, 4, 5))
    draft = drafted(house, path, **SOURCE)
    assert [point.key for point in draft.questions] == ["date_order:reported_date"]
    with pytest.raises(UsageError) as refusal:
        save(house, draft, "kita-line")
    assert refusal.value.code == "draft-open"
    assert not house.own_profiles.exists()
    answered = drafted(house, path, **SOURCE, **{"date_order:reported_date": "month_first"})
    assert answered.questions == []
    assert answered.preview.rows[0][1].value == "2025-03-04"


def test_a_workbook_with_titles(house, tmp_path):
    draft = drafted(house, files.titled(tmp_path / "cases.xlsx"))
    found = values(draft)
    assert (found["sheets"], found["header_row"]) == ("Cases", "3")
    assert draft.profile.file.sheets == ("Cases",)
    assert fields(draft) == {
        "Case number": "report_id",
        "Date reported": "reported_date",
        "Age group": "age",
        "Sex": "gender",
        "Flagged": None,  # yes and no fit several fields
    }
    assert found["age_scheme"] == "standard"


def test_a_known_source_needs_no_description(house, tmp_path):
    draft = drafted(house, files.day_first(tmp_path / "line.csv"), source="nz-helpline")
    assert draft.questions == []
    saved = save(house, draft, "nz-helpline-new")
    assert saved.source == sources.load("nz-helpline").source


def test_one_field_has_one_column(house, tmp_path):
    path = files.day_first(tmp_path / "line.csv")
    draft = drafted(house, path, **{"column:App": "outcome"})
    assert (fields(draft)["App"], fields(draft)["Outcome"]) == ("outcome", "drop")
    both = {"column:App": "outcome", "column:Outcome": "outcome"}
    draft = drafted(house, path, **both)
    assert fields(draft)["App"] is None
    assert fields(draft)["Outcome"] is None


def test_without_a_date_it_is_asked(house, tmp_path):
    path = files.day_first(tmp_path / "line.csv")
    draft = drafted(house, path, **{"column:Date received": "drop"})
    [asked] = [point for point in draft.questions if point.key == "reported_date"]
    assert asked.options == ("Date received",)


def test_a_date_may_be_taken_from_another_field(house, tmp_path):
    path = tmp_path / "line.csv"
    path.write_text("Incident date,Gender\n2025-06-01,F\n2025-06-02,M\n", encoding="utf-8")
    assert fields(drafted(house, path))["Incident date"] == "incident_date"
    draft = drafted(house, path, reported_date="Incident date")
    assert fields(draft)["Incident date"] == "reported_date"
    assert "reported_date" not in [point.key for point in draft.questions]


def test_a_profile_is_not_written_over(house, tmp_path):
    draft = drafted(house, files.day_first(tmp_path / "line.csv"), source="nz-helpline")
    for name, code in (("nz-helpline", "profile-exists"), ("../x", "profile-id")):
        with pytest.raises(UsageError) as refusal:
            save(house, draft, name)
        assert refusal.value.code == code


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ({"encoding": "utf-7"}, "answer-unknown"),
        ({"date_order:reported_date": "year_first"}, "answer-unknown"),
    ],
)
def test_an_answer_that_is_none(house, tmp_path, answers, code):
    with pytest.raises(UsageError) as refusal:
        drafted(house, files.day_first(tmp_path / "line.csv"), **answers)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.csv", b"", "empty-file"),
        ("report.pdf", b"%PDF-1.7", "format-unexpected"),
        ("report.csv", b"PK\x03\x04", "not-as-claimed"),
        ("report.xlsx", b"not a workbook", "not-as-claimed"),
        ("report.xlsm", b"PK\x03\x04", "macro"),
        ("torn.csv", b"Date,Age,Sex\n01/01/2025,17,F\n02/01/2025,1", "last-line-torn"),
    ],
)
def test_files_that_cannot_be_read(house, tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(RefusedInput) as refusal:
        drafted(house, path)
    assert refusal.value.code == code
    assert refusal.value.where.startswith(name)


def test_an_id_that_is_none_is_asked_again(house, tmp_path):
    draft = drafted(house, files.day_first(tmp_path / "line.csv"), source="No Id")
    assert draft.questions[0].key == "source"
    assert draft.questions[0].evidence[0].code == "source-id"


def test_nothing_is_left_behind(house, tmp_path):
    drafted(house, files.japanese(tmp_path / "kita.csv"))
    assert list(house.data.iterdir()) == []
