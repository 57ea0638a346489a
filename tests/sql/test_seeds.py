"""The seeds agree with each other, with the standards they copy and with the rules of the pages."""

import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import pycountry
import pytest

import sql

SEEDS = Path(sql.__file__).parent / "seeds"
LABELS = {"label_en", "label_ja", "label_mi", "description_en", "description_ja"}
#: Seeds of numbers, words and addresses; all others are labelled, every row in every language.
BARE = {
    "definition_breaks",
    "field_aliases",
    "help_lines",
    "platform_aliases",
    "population",
    "published_figures",
    "publishers",
    "value_aliases",
}
LABELLED = tuple(name for name in sql.seed_names() if name not in BARE)
#: Seeds whose key is the single column `code`.
VOCABULARIES = tuple(name for name in LABELLED if name != "age_bands")
JAPANESE = re.compile(r"[\u3041-\u30ff\u4e00-\u9fff々]")
#: Names that Japanese text writes in Latin letters.
LATIN_NAMES = {
    "Discord",
    "Facebook",
    "Instagram",
    "LINE",
    "Messenger",
    "Omegle",
    "Reddit",
    "Report Remove",
    "SNS",
    "Skype",
    "Snapchat",
    "Telegram",
    "TikTok",
    "URL",
    "WhatsApp",
    "Wizz",
    "Yay!",
    "YouTube",
    "ZEPETO",
    "iMessage",
}
SCHEMES = sql.codes("age_schemes")


def bands(scheme: str) -> list[tuple[str, int, int | None]]:
    """Code, first and last age of each band of a scheme, in order, without `unknown`."""
    return [
        (row["code"], int(row["age_min"]), int(row["age_max"]) if row["age_max"] else None)
        for row in sql.seed_rows("age_bands")
        if row["scheme"] == scheme and row["code"] != "unknown"
    ]


@pytest.mark.parametrize("name", sql.seed_names())
def test_text_is_clean(name: str) -> None:
    text = (SEEDS / f"{name}.csv").read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert not re.search("[\r\ufeff\ufffd\u0080-\u009f\u2028\u2029]", text)
    assert not re.search(r"[ \t　]$|\n\n", text, re.MULTILINE)
    assert text.endswith("\n")
    for row in sql.seed_rows(name):
        assert None not in row
        assert all(value is not None and value == value.strip() for value in row.values())


@pytest.mark.parametrize("name", LABELLED)
def test_every_label_and_description_is_written(name: str) -> None:
    assert [r["code"] for r in sql.seed_rows(name) if not all(r[column] for column in LABELS)] == []


@pytest.mark.parametrize("name", LABELLED)
def test_japanese_is_japanese(name: str) -> None:
    def is_foreign(text: str) -> bool:
        return not JAPANESE.search(text) and text not in LATIN_NAMES

    rows = sql.seed_rows(name)
    assert [row["label_ja"] for row in rows if is_foreign(row["label_ja"])] == []
    assert [
        row["description_ja"] for row in rows if not JAPANESE.search(row["description_ja"])
    ] == []


@pytest.mark.parametrize("name", LABELLED)
def test_english_is_english(name: str) -> None:
    for row in sql.seed_rows(name):
        assert not JAPANESE.search(row["label_en"] + row["label_mi"] + row["description_en"])


@pytest.mark.parametrize("name", VOCABULARIES)
def test_codes_are_unique_and_ordered(name: str) -> None:
    rows = sql.seed_rows(name)
    assert len(set(sql.codes(name))) == len(rows)
    assert [int(row["sort_order"]) for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("column", sql.VOCABULARY)
def test_report_vocabularies_have_a_code_for_no_answer(column: str) -> None:
    codes = sql.codes(sql.VOCABULARY[column])
    assert codes[-1] == ("ZZ" if column == "country" else "unknown")


def test_labels_of_one_vocabulary_differ() -> None:
    for name in set(sql.VOCABULARY.values()):
        for label in ("label_en", "label_ja"):
            labels = Counter(row[label] for row in sql.seed_rows(name))
            assert [text for text, times in labels.items() if times > 1] == []


def test_countries_are_iso_3166() -> None:
    iso = {country.alpha_2 for country in pycountry.countries}
    assert set(sql.codes("countries")) == iso | {"ZZ"}
    japan = next(row for row in sql.seed_rows("countries") if row["code"] == "JP")
    assert (japan["label_en"], japan["label_ja"], japan["label_mi"]) == ("Japan", "日本", "Hapani")


def test_platforms_have_known_types_and_dates() -> None:
    for row in sql.seed_rows("platforms"):
        assert row["type"] in sql.codes("platform_types")
        for end in ("valid_from", "valid_to"):
            assert not row[end] or date.fromisoformat(row[end])


def test_sources_use_known_codes() -> None:
    for row in sql.seed_rows("sources"):
        assert row["country"] in sql.codes("countries")
        assert row["counting_unit"] in sql.codes("counting_units")
        assert row["age_scheme"] in SCHEMES
        assert row["publishable"] in {"yes", "no"}
        assert row["coverage"] in sql.codes("coverages")
        assert row["subject"] in sql.codes("subjects")
        assert int(row["fiscal_year_start"]) in range(1, 13)
        assert int(row["settling_months"]) in range(13)
        assert row["organisation"]


def test_sources_that_are_not_sextortion_are_not_published() -> None:
    held = {row["code"] for row in sql.seed_rows("sources") if row["publishable"] == "no"}
    assert held == {"ca-cafc", "jp-police-hokkaido", "nz-health"}
    other = {row["code"] for row in sql.seed_rows("sources") if row["subject"] != "sextortion"}
    assert other == held


def test_age_bands_belong_to_a_scheme_and_end_with_unknown() -> None:
    by_scheme = defaultdict(list)
    for row in sql.seed_rows("age_bands"):
        by_scheme[row["scheme"]].append(row)
    assert tuple(by_scheme) == SCHEMES
    for rows in by_scheme.values():
        codes = [row["code"] for row in rows]
        assert len(set(codes)) == len(codes)
        assert codes.index("unknown") == len(codes) - 1
        assert (rows[-1]["age_min"], rows[-1]["age_max"]) == ("", "")
        assert [int(row["sort_order"]) for row in rows] == list(range(1, len(rows) + 1))


@pytest.mark.parametrize("scheme", [s for s in SCHEMES if s != "jp_school"])
def test_age_bands_cover_every_age_once(scheme: str) -> None:
    found = bands(scheme)
    assert found[0][1] == 0
    assert found[-1][2] is None
    assert all(this[2] is not None and this[2] + 1 == after[1] for this, after in pairwise(found))
    assert [code for code, *_ in found] == [
        f"{first}+" if last is None else f"{first}-{last}" for _, first, last in found
    ]


def test_school_levels_overlap_by_one_year() -> None:
    assert bands("jp_school") == [
        ("preschool", 0, 6),
        ("elementary", 6, 12),
        ("junior_high", 12, 15),
        ("senior_high", 15, 18),
        ("adult_or_other", 18, None),
    ]


def test_public_bands_are_unions_of_standard_bands() -> None:
    starts = {first for _, first, _ in bands("standard")}
    assert {first for _, first, _ in bands("public")} <= starts


@pytest.mark.parametrize("scheme", ["standard", "netsafe", "public"])
def test_bands_split_at_eighteen(scheme: str) -> None:
    assert 18 in {first for _, first, _ in bands(scheme)}
