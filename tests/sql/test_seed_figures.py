"""Population, printed figures, events and help lines: codes, totals and conflicts."""

import re
from collections import defaultdict
from datetime import date

import pytest

import sql

PRINTED_ABROAD = "INT"  # several countries together


def population(base: str, scheme: str, country: str, year: int) -> dict[tuple[str, str], int]:
    return {
        (row["age_band"], row["gender"]): int(row["population"])
        for row in sql.seed_rows("population")
        if (row["base"], row["scheme"], row["country"]) == (base, scheme, country)
        and int(row["year"]) == year
    }


def test_population_rows_are_unique_and_use_known_codes() -> None:
    columns = ("country", "year", "scheme", "age_band", "gender", "base")
    rows = sql.seed_rows("population")
    assert len({tuple(row[c] for c in columns) for row in rows}) == len(rows) == 980
    known = {(row["scheme"], row["code"]) for row in sql.seed_rows("age_bands")}
    assert {(row["scheme"], row["age_band"]) for row in rows} <= known
    assert {row["gender"] for row in rows} == {"male", "female"}
    assert {row["country"] for row in rows} == {"JP", "NZ"}
    assert all(int(row["population"]) > 0 and row["source"] for row in rows)
    assert {row["base"] for row in rows} == set(sql.codes("population_bases"))


@pytest.mark.parametrize(
    ("base", "country", "year"),
    [
        *(("UNWPP2024", "JP", year) for year in range(2018, 2026)),
        *(("UNWPP2024", "NZ", year) for year in range(2018, 2026)),
        *(("ESTAT_0003448237", "JP", year) for year in range(2020, 2025)),
    ],
)
def test_schemes_of_one_base_add_up_to_the_same_people(base: str, country: str, year: int) -> None:
    # Netsafe's bands are rounded one by one: to a person, in e-Stat to a thousand.
    rounding = 1_000 if base.startswith("ESTAT") else 2
    for gender in ("male", "female"):
        standard, netsafe, decades = (
            sum(n for (_, g), n in population(base, scheme, country, year).items() if g == gender)
            for scheme in ("standard", "netsafe", "jp_decade")
        )
        assert standard > 2_000_000
        assert abs(netsafe - standard) <= rounding
        assert decades == (standard if country == "JP" else 0)


@pytest.mark.parametrize("base", ["UNWPP2024", "ESTAT_0003448237"])
def test_school_levels_take_the_ages_of_a_school_year(base: str) -> None:
    school = population(base, "jp_school", "JP", 2024)
    standard = population(base, "standard", "JP", 2024)
    assert school["junior_high", "male"] == standard["12-14", "male"]
    assert school["senior_high", "female"] == standard["15-17", "female"]


def test_population_agrees_with_the_published_totals() -> None:
    """UN: 31 December 2024 is the mean of two mid-years; e-Stat: 123,827 thousand in 2024."""
    men = [
        number
        for year in (2024, 2025)
        for (_, gender), number in population("UNWPP2024", "standard", "JP", year).items()
        if gender == "male"
    ]
    assert sum(men) / 2 == pytest.approx(60_201_000, rel=2e-4)
    official = sum(population("ESTAT_0003448237", "standard", "JP", 2024).values())
    assert official == pytest.approx(123_827_000, abs=10)


def test_published_figures_use_labelled_codes() -> None:
    places = {
        "measure": "measures",
        "dimension": "figure_dimensions",
        "category": "figure_categories",
        "confidence": "confidences",
        "year_kind": "year_kinds",
        "status": "figure_statuses",
    }
    rows = sql.seed_rows("published_figures")
    assert len({row["id"] for row in rows}) == len(rows) == 384
    for column, name in places.items():
        assert {row[column] for row in rows} <= set(sql.codes(name))
    assert {row["country"] for row in rows} - {PRINTED_ABROAD} <= set(sql.codes("countries"))
    for column in ("measure", "dimension", "category"):
        assert {row[column] for row in rows} == set(sql.codes(places[column]))
    assert {row["unit"] for row in rows if row["value"]} == set(sql.codes("figure_units"))


def test_published_figures_keep_the_number_their_source_and_their_period() -> None:
    for row in sql.seed_rows("published_figures"):
        assert re.fullmatch(r"\d+(\.\d+)?", row["value"]) or row["id"] == "NZ-006"
        assert row["definition"]
        assert row["source"]
        assert row["url"].startswith("http")
        assert date.fromisoformat(row["period_start"]) <= date.fromisoformat(row["period_end"])


@pytest.mark.parametrize(
    ("figure", "kind"),
    [
        ("JP-001", "part_year"),  # the line opened in October
        ("JP-002", "fiscal_apr"),
        ("JP-004", "part_year"),
        ("JP-017", "month"),
        ("JP-030", "calendar"),
        ("NZ-001", "multi_year"),
        ("NZ-009", "fiscal_jul"),
        ("NZ-015", "quarter"),
        ("NZ-022", "survey"),
        ("INT-003", "half_year"),
    ],
)
def test_kind_of_year(figure: str, kind: str) -> None:
    row = next(row for row in sql.seed_rows("published_figures") if row["id"] == figure)
    assert row["year_kind"] == kind


def test_kind_of_year_fits_the_period() -> None:
    ends = {
        "calendar": ("01-01", "12-31"),
        "fiscal_apr": ("04-01", "03-31"),
        "fiscal_jul": ("07-01", "06-30"),
    }
    for row in sql.seed_rows("published_figures"):
        if row["year_kind"] in ends:
            found = (row["period_start"][5:], row["period_end"][5:])
            assert found == ends[row["year_kind"]]


def test_conflicting_prints_are_grouped() -> None:
    prints, groups = defaultdict(set), defaultdict(set)
    for row in sql.seed_rows("published_figures"):
        what = tuple(
            row[c] for c in ("country", "measure", "dimension", "period_start", "period_end")
        )
        prints[*what, row["category"].removesuffix("_provisional")].add((row["id"], row["value"]))
        if row["conflict_group"]:
            groups[row["conflict_group"]].add(row["id"])
    different = [rows for rows in prints.values() if len({value for _, value in rows}) > 1]
    assert sorted(sorted(ids) for ids in groups.values()) == sorted(
        sorted(figure for figure, _ in rows) for rows in different
    )
    assert groups["paps_sextortion_consultations:fy2022"] == {"JP-001", "JP-006"}
    assert len(groups) == 7


def test_provisional_prints_say_so() -> None:
    status = {row["id"]: row["status"] for row in sql.seed_rows("published_figures")}
    assert (status["JP-030"], status["JP-031"]) == ("final", "provisional")
    assert (status["JP-040"], status["JP-041"]) == ("final", "provisional")


def test_every_publisher_is_named_once_in_the_order_of_the_seed() -> None:
    rows = sql.seed_rows("publishers")
    names = [row["name"] for row in rows]
    assert len(set(names)) == len(names)
    assert {row["source"] for row in sql.seed_rows("published_figures")} == set(names)
    assert [int(row["sort_order"]) for row in rows] == list(range(1, len(rows) + 1))
    japanese = re.compile("[ぁ-ヿ一-龯]")
    for row in rows:
        assert row["name_en"]
        assert not japanese.search(row["name_en"])
        assert not row["name_ja"] or japanese.search(row["name_ja"])
    official = {row["name"]: row["name_ja"] for row in rows}
    assert official["National Police Agency (警察庁)"] == "警察庁"
    assert official["Netsafe"] == ""


def test_changes_of_definition_name_measures_and_events() -> None:
    rows = [(row["measure"], row["event"]) for row in sql.seed_rows("definition_breaks")]
    assert len(set(rows)) == len(rows)
    assert {measure for measure, _ in rows} <= set(sql.codes("measures"))
    assert {event for _, event in rows} <= set(sql.codes("events"))


def test_the_date_of_a_print_is_a_real_one() -> None:
    for row in sql.seed_rows("published_figures"):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", row["published"]):
            assert date.fromisoformat(row["published"]) >= date.fromisoformat(row["period_start"])


def test_events_are_dated_ordered_and_sourced() -> None:
    rows = sql.seed_rows("events")
    days = [date.fromisoformat(row["date"]) for row in rows]
    assert days == sorted(days)
    for row in rows:
        assert row["country"] in {*sql.codes("countries"), PRINTED_ABROAD}
        assert row["kind"] in sql.codes("event_kinds")
        assert row["confidence"] in sql.codes("confidences")
        assert row["source"]


def test_events_and_platforms_give_the_same_closing_days() -> None:
    closed = {row["code"]: row["valid_to"] for row in sql.seed_rows("platforms") if row["valid_to"]}
    dates = {row["code"]: row["date"] for row in sql.seed_rows("events")}
    assert closed == {code: dates[f"{code}-closed"] for code in ("skype", "omegle", "himabu")}


def test_help_lines_can_be_reached_in_both_languages() -> None:
    lines = defaultdict(set)
    for row in sql.seed_rows("help_lines"):
        assert row["name"]
        assert row["hours"]
        assert row["source"]
        assert row["address"].startswith("https://")
        assert re.fullmatch(r"#?[\d -]*", row["number"])
        assert bool(re.search("[ぁ-ヿ一-龯]", row["hours"])) == (row["language"] == "ja")
        lines[row["language"]].add((row["country"], row["number"], row["address"]))
    assert lines["en"] == lines["ja"]
    assert {country for country, *_ in lines["en"]} == {"JP", "NZ", "CA", PRINTED_ABROAD}
