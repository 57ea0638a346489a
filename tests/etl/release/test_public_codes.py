"""Which public code a report's code becomes."""

import pytest

import sql
from etl.release.plan import DIMS, load
from etl.release.public_codes import coding

SCHEMES = sql.codes("age_schemes")


def test_bands_that_nest_become_public_bands() -> None:
    ages = coding(load(), "age_band", "standard")
    assert ages.codes == ("0-14", "15-17", "18-24", "25-34", "35+", "unknown")
    assert ages.public["12-14"] == "0-14"
    assert ages.public["65+"] == "35+"
    assert ages.public["unknown"] == "unknown"


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        ("netsafe", ("0-12", "13-17", "18-21", "22-40", "41+", "unknown")),
        ("jp_decade", ("0-19", "20-29", "30-39", "40-49", "50+", "unknown")),
        (
            "jp_school",
            ("preschool", "elementary", "junior_high", "senior_high", "adult_or_other", "unknown"),
        ),
    ],
)
def test_other_bands_stay_their_source_s_own(scheme: str, codes: tuple[str, ...]) -> None:
    assert coding(load(), "age_band", scheme).codes == codes


def test_codes_that_are_not_kept_are_other() -> None:
    platforms = coding(load(), "contact_platform", "standard")
    assert platforms.public["telegram"] == "other"
    assert platforms.public["wizz"] == "dating"
    assert platforms.labels["dating"][0] == "Dating and meeting apps"
    assert platforms.codes[-3:] == ("dating", "other", "unknown")
    moved = coding(load(), "moved_to_platform", "standard")
    assert "dating" not in moved.codes
    assert moved.public["wizz"] == "other"


@pytest.mark.parametrize("dim", DIMS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_code_of_a_report_is_published_under_one_code(dim: str, scheme: str) -> None:
    made = coding(load(), dim, scheme)
    known = (
        {row["code"] for row in sql.seed_rows("age_bands") if row["scheme"] == scheme}
        if dim == "age_band"
        else set(sql.codes(sql.VOCABULARY[dim]))
    )
    assert set(made.public) == known
    assert set(made.public.values()) == set(made.codes)
    assert "total" not in made.codes
    assert all(en and ja for en, ja in made.labels.values())
