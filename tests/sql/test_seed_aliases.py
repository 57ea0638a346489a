"""Every alias leads to one code, and the words that organisations print are understood."""

from collections import Counter

import pytest

import sql
from etl.normalise import alias_key

#: Report columns whose aliases lead to something other than a vocabulary.
BOOLEANS = {"consent_to_statistics", "synthetic"}


def aliases() -> list[tuple[str, str, str]]:
    """Column, alias and code of all aliases; platforms as column `platform`."""
    values = [(r["column"], r["alias"], r["code"]) for r in sql.seed_rows("value_aliases")]
    platforms = [("platform", r["alias"], r["code"]) for r in sql.seed_rows("platform_aliases")]
    return values + platforms


def allowed_codes(column: str) -> set[str]:
    if column in BOOLEANS:
        return {"true", "false"}
    if column == "missing":
        return {"unknown"}
    if column == "platform":
        return set(sql.codes("platforms"))
    if column == "age_band":
        return {f"{row['scheme']}:{row['code']}" for row in sql.seed_rows("age_bands")}
    return set(sql.codes(sql.VOCABULARY[column]))


def test_aliases_lead_to_codes_that_exist() -> None:
    unknown = [(c, a, code) for c, a, code in aliases() if code not in allowed_codes(c)]
    assert unknown == []


def test_no_alias_is_written_twice_or_with_two_meanings() -> None:
    times = Counter((column, alias_key(alias)) for column, alias, _ in aliases())
    assert [found for found, count in times.items() if count > 1] == []
    assert all(word for _, word in times)


def test_a_word_for_no_value_means_nothing_else() -> None:
    missing = {alias_key(alias) for column, alias, _ in aliases() if column == "missing"}
    meanings = {
        (column, alias, code)
        for column, alias, code in aliases()
        if column != "missing" and alias_key(alias) in missing
    }
    assert {m for m in meanings if m[2] != "ZZ"} == {("country", "NA", "NA")}  # Namibia


@pytest.mark.parametrize("column", [*sql.VOCABULARY])
def test_labels_are_understood_as_their_code(column: str) -> None:
    alias_column = "platform" if column.endswith("_platform") else column
    known = {alias_key(alias): code for c, alias, code in aliases() if c == alias_column}
    missing = {alias_key(alias) for c, alias, _ in aliases() if c == "missing"}
    nothing = {"unknown", "ZZ"}
    for row in sql.seed_rows(sql.VOCABULARY[column]):
        for label in ("label_en", "label_ja", "label_mi"):
            word = alias_key(row[label])
            assert known.get(word) == row["code"] or (word in missing and row["code"] in nothing)


@pytest.mark.parametrize(
    ("column", "alias", "code"),
    [
        ("gender", "男", "male"),
        ("gender", "女子", "female"),
        ("gender", "ノンバイナリー", "another_gender"),
        ("gender", "Tāne", "male"),
        ("gender", "Wāhine", "female"),
        ("gender", "Autre", "another_gender"),
        ("outcome", "Attempt", "attempted"),
        ("outcome", "Victim", "completed"),
        ("outcome", "Incomplete", "unknown"),
        ("outcome", "検挙", "offender_identified"),
        ("platform", "Ｘ（旧ツイッター）", "x_twitter"),
        ("platform", "ｲﾝｽﾀ", "instagram"),
        ("platform", "オプチャ", "line_openchat"),
        ("platform", "Direct call", "phone"),
        ("platform", "Internet-social network", "social_network"),
        ("platform", "Other/unknown", "unknown"),
        ("platform", "Fax", "other"),
        ("payment_made", "支払いなし", "no"),
        ("payment_made", "有", "yes"),
        ("consent_to_statistics", "同意あり", "true"),
        ("consent_to_statistics", "不同意", "false"),
        ("synthetic", "架空", "true"),
        ("age_band", "高校生", "jp_school:senior_high"),
        ("country", "Korea, Republic of", "KR"),
        ("country", "米国", "US"),
        ("country", "Côte d'Ivoire", "CI"),
        ("country", "NZL", "NZ"),
        ("missing", "回答なし", "unknown"),
        ("missing", "Not Specified", "unknown"),
        ("missing", "－", "unknown"),
        ("missing", "Préfère ne pas répondre", "unknown"),
    ],
)
def test_words_that_organisations_print(column: str, alias: str, code: str) -> None:
    known = {(c, alias_key(a)): found for c, a, found in aliases()}
    assert known[column, alias_key(alias)] == code
