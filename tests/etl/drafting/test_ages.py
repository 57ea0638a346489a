"""Age schemes: the one whose bands the file uses, or a question."""

import pytest

import sql
from etl.drafting.ages import are_told, scheme_point


@pytest.mark.parametrize(
    ("values", "scheme"),
    [
        (["16", "17歳", "１８歳", "不明"], "standard"),
        (["19歳以下", "20歳代", "70歳以上"], "jp_decade"),
        (["12-14", "15-17", "18-24"], "standard"),
        (["13-17", "18-21", "22-40"], "netsafe"),
        (["10代", "20代", "80代"], "decade"),
    ],
)
def test_schemes(values, scheme):
    assert scheme_point(values).value == scheme


def test_bands_of_two_schemes_are_asked():
    found = scheme_point(["20代", "30代"])  # decade and jp_decade have both
    assert found.open
    assert found.options == sql.codes("age_schemes")


def test_bands_of_no_scheme_are_asked():
    assert scheme_point(["11-16", "17-33"]).open


def test_plain_numbers_may_be_anything():
    assert not are_told(["16", "17"])
    assert are_told(["16歳", "20代", "不明"])
    assert not are_told(["16歳", "LINE"])
