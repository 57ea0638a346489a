"""The store's frames made ready for charts and tables: labels, order, and who is unknown. Pure."""

from collections.abc import Callable, Mapping
from typing import Final

import pandas as pd

from dashboard.theme import Formats

#: Codes that are no answer: kept, and always last.
NO_ANSWER: Final = ("unknown", "not_collected")

#: Reports in a row of a heat table from which on its shares are told, as medians are.
LEAST: Final = 10

#: Genders that stand on the two sides of a pyramid; all others are told beside it.
SIDES: Final = ("female", "male")


def is_collected(counted: pd.DataFrame, column: str) -> bool:
    """Whether the source records this column in any of these reports."""
    return bool(counted.loc[counted["reports"] > 0, column].ne("not_collected").any())


def ranked(
    counted: pd.DataFrame, column: str, labels: Mapping[str, str], formats: Formats
) -> pd.DataFrame:
    """Counts by one column as bars: most reports first, no answer last.

    Returns:
        The rows with reports, and ``label``, ``value`` (share), ``text`` and ``unknown``.
    """
    rows = counted[counted["reports"] > 0]
    codes, reports = rows[column].tolist(), rows["reports"].tolist()
    named = [labels.get(code, "") for code in codes]

    def rank(place: int) -> tuple[int, int, str]:
        return _last(codes[place]), -reports[place], named[place]

    order = sorted(range(len(codes)), key=rank)
    rows = rows.assign(
        label=named,
        unknown=[code in NO_ANSWER for code in codes],
        value=rows["share"],
        text=[formats.percent(share) for share in rows["share"]],
    )
    return rows.take(order).reset_index(drop=True)


def longest(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """The first ``most`` bars of a ranking, and those without an answer, who are never cut."""
    return rows[rows["unknown"] | (rows["unknown"].eq(False).cumsum() <= most)]


def unknown_at_the_foot(wide: pd.DataFrame) -> pd.DataFrame:
    """A pyramid's bands as the chart stacks them: from the foot up, unknown first."""
    return wide.sort_values("unknown", ascending=False, kind="stable")


def ordered(
    counted: pd.DataFrame, column: str, labels: Mapping[str, str], formats: Formats
) -> pd.DataFrame:
    """Counts by one column in the order of its labels, codes without reports included."""
    rows = ranked(counted, column, labels, formats).set_index(column)
    codes = [code for code in labels if code != "not_collected" or code in rows.index]
    rows = rows.reindex(codes).rename_axis(column).reset_index()
    rows["label"] = rows[column].map(labels)
    rows["unknown"] = rows[column].isin(NO_ANSWER)
    rows["reports"] = rows["reports"].fillna(0).astype(int)
    rows["value"] = rows["share"] = rows["share"].fillna(0)
    rows["text"] = rows["share"].map(formats.percent)
    return rows


def series(periods: pd.DataFrame, column: str, ranked_codes: pd.DataFrame) -> pd.DataFrame:
    """Periods by the codes of one column, with ``label``; codes in the order of their ranking."""
    place = {code: number for number, code in enumerate(ranked_codes[column])}
    rows = periods[periods[column].isin(place)].copy()
    rows["label"] = rows[column].map(ranked_codes.set_index(column)["label"])
    rows = rows.assign(place=rows[column].map(place)).sort_values(["place", "period_start"])
    return rows.drop(columns="place").reset_index(drop=True)


def gender_column(code: str) -> str:
    """Column of one gender in a pyramid's frame: the two sides by their code, others apart."""
    return code if code in SIDES else f"gender_{code}"


def pyramid(
    counted: pd.DataFrame, ages: Mapping[str, str], genders: Mapping[str, str]
) -> pd.DataFrame:
    """Counts by age band and gender as one row a band.

    Returns:
        ``age_band``, ``label``, one ``gender_column`` a gender with reports, ``unknown`` (age);
        youngest first, unknown last.
    """
    wide = counted.pivot_table("reports", index="age_band", columns="gender", aggfunc="sum")
    wide = wide.fillna(0)
    bands = [code for code in ages if code in wide.index or code not in NO_ANSWER]
    wide = wide.reindex(bands, fill_value=0)
    codes = [code for code in genders if code in wide or code in SIDES]
    wide = wide.reindex(columns=codes, fill_value=0).astype("Int64").reset_index()
    wide.columns = ["age_band", *map(gender_column, codes)]
    wide.insert(1, "label", wide["age_band"].map(ages))
    wide["unknown"] = wide["age_band"].isin(NO_ANSWER)
    return wide


def cells(
    counted: pd.DataFrame,
    down: tuple[str, Mapping[str, str]],
    across: tuple[str, Mapping[str, str]],
    *,
    most: int,
    in_order: bool = False,
) -> pd.DataFrame:
    """Shares within each row as cells of a heat table, in whole hundredths.

    Args:
        counted: reports by both columns: their codes, ``reports`` and ``row_share``.
        down: the column down, and the label of each code that it shows, in order.
        across: the column across, and the label of each of its codes.
        most: how many codes with an answer stand across at most, those with most reports first;
            no answer is last and never cut.
        in_order: whether codes stand across in the order of their labels, not by reports.

    Returns:
        One cell a line: the codes of both columns, ``row``, ``column`` (labels), ``reports``,
        ``share``, and as the picture has it ``value`` (share) and ``text``.
    """
    (rows, heads), (columns, labels) = down, across
    told = (counted[name].tolist() for name in (rows, columns, "reports", "row_share"))
    by_pair = {(row, column): numbers for row, column, *numbers in zip(*told, strict=True)}
    totals: dict[str, int] = {}
    for (_, column), (reports, _) in by_pair.items():
        totals[column] = totals.get(column, 0) + reports
    codes = sorted((code for code in totals if totals[code]), key=lambda code: -totals[code])
    codes.sort(key=_last)
    codes = [code for place, code in enumerate(codes) if place < most or code in NO_ANSWER]
    if in_order:
        codes.sort(key=list(labels).index)
    pairs = [(row, column) for row in heads for column in codes]
    numbers = [by_pair.get(pair, (0, 0.0)) for pair in pairs]
    shares = [share for _, share in numbers]
    return pd.DataFrame(
        {
            rows: [row for row, _ in pairs],
            columns: [column for _, column in pairs],
            "share": shares,
            "reports": pd.array([reports for reports, _ in numbers], dtype="Int64"),
            "row": [heads[row] for row, _ in pairs],
            "column": [labels[column] for _, column in pairs],
            "text": [f"{100 * share:.0f}" for share in shares],
            "value": shares,
        }
    )


def without_thin_rows(
    flat: pd.DataFrame, reports: pd.Series, say: Callable[[str, int], str]
) -> pd.DataFrame:
    """The cells as the picture has them: no share in a row of fewer than LEAST reports.

    Args:
        flat: as ``cells`` gives them.
        reports: of each row, in the order of ``flat``, by cell.
        say: heading of such a row, from its label and its reports.
    """
    thin = reports < LEAST
    heads = zip(flat["row"], reports, thin, strict=True)
    return flat.assign(
        row=[say(label, n) if few else label for label, n, few in heads],
        value=flat["value"].mask(thin),
        text=flat["text"].mask(thin, ""),
    )


def share_known(rows: pd.DataFrame) -> pd.Series:
    """Share of reports that hold an answer, by field; NA where the source does not record it."""
    known = (rows["reports"] - rows["unknown"]) / rows["reports"]
    return known.where(rows["collected"].astype(bool))


def told(codes: pd.Series, kind: str, words: Mapping[str, str]) -> list[str]:
    """The words of these codes; a code of a provider's file may have none and stands for itself."""
    return [words.get(f"{kind}.{code}", str(code)) for code in codes]


def _last(code: str) -> int:
    return NO_ANSWER.index(code) + 1 if code in NO_ANSWER else 0
