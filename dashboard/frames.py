"""The store's answers made ready for charts and tables: labels, order, and who is unknown. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from dashboard.columns import Columns, lists, taken, where
from dashboard.theme import Formats

#: Codes that are no answer: kept, and always last.
NO_ANSWER: Final = ("unknown", "not_collected")

#: Reports in a row of a heat table from which on its shares are told, as medians are.
LEAST: Final = 10

#: Genders that stand on the two sides of a pyramid; all others are told beside it.
SIDES: Final = ("female", "male")

Rows = dict[str, list[Any]]


def is_collected(counted: Columns, column: str) -> bool:
    """Whether the source records this column in any of these reports."""
    cells = zip(counted["reports"], counted[column], strict=True)
    return any(reports > 0 and code != "not_collected" for reports, code in cells)


def ranked(counted: Columns, column: str, labels: Mapping[str, str], formats: Formats) -> Rows:
    """Counts by one column as bars: most reports first, no answer last.

    Returns:
        The rows with reports, and ``label``, ``value`` (share), ``text`` and ``unknown``.
    """
    rows = where(counted, (reports > 0 for reports in counted["reports"]))
    codes, reports = rows[column], rows["reports"]
    named = [labels.get(code, "") for code in codes]

    def rank(place: int) -> tuple[int, int, str]:
        return _last(codes[place]), -reports[place], named[place]

    rows |= {
        "label": named,
        "unknown": [code in NO_ANSWER for code in codes],
        "value": rows["share"],
        "text": [formats.percent(share) for share in rows["share"]],
    }
    return taken(rows, sorted(range(len(codes)), key=rank))


def longest(rows: Columns, most: int) -> Rows:
    """The first ``most`` bars of a ranking, and those without an answer, who are never cut."""
    unknown = list(rows["unknown"])
    return where(
        rows, (flag or unknown[:place].count(False) < most for place, flag in enumerate(unknown))
    )


def unknown_at_the_foot(wide: Columns) -> Rows:
    """A pyramid's bands as the chart stacks them: from the foot up, unknown first."""
    unknown = list(wide["unknown"])
    return taken(wide, sorted(range(len(unknown)), key=lambda place: not unknown[place]))


def ordered(counted: Columns, column: str, labels: Mapping[str, str], formats: Formats) -> Rows:
    """Counts by one column in the order of its labels, codes without reports included."""
    rows = ranked(counted, column, labels, formats)
    places = {code: place for place, code in enumerate(rows[column])}
    codes = [code for code in labels if code != "not_collected" or code in places]

    def cells(name: str, otherwise: Any) -> list[Any]:
        return [rows[name][places[code]] if code in places else otherwise for code in codes]

    shares = cells("share", 0.0)
    return {name: cells(name, None) for name in rows} | {
        column: codes,
        "reports": cells("reports", 0),
        "share": shares,
        "label": [labels[code] for code in codes],
        "unknown": [code in NO_ANSWER for code in codes],
        "value": shares,
        "text": [formats.percent(share) for share in shares],
    }


def series(periods: Columns, column: str, ranked_codes: Columns) -> Rows:
    """Periods by the codes of one column, with ``label``; codes in the order of their ranking."""
    labels = dict(zip(ranked_codes[column], ranked_codes["label"], strict=True))
    order = {code: place for place, code in enumerate(labels)}
    codes, starts = periods[column], periods["period_start"]
    ranked_places = (place for place, code in enumerate(codes) if code in order)
    places = sorted(ranked_places, key=lambda place: (order[codes[place]], starts[place]))
    rows = taken(periods, places)
    return rows | {"label": [labels[code] for code in rows[column]]}


def gender_column(code: str) -> str:
    """Column of one gender in a pyramid's rows: the two sides by their code, others apart."""
    return code if code in SIDES else f"gender_{code}"


def pyramid(counted: Columns, ages: Mapping[str, str], genders: Mapping[str, str]) -> Rows:
    """Counts by age band and gender as one row a band.

    Returns:
        ``age_band``, ``label``, one ``gender_column`` a gender with reports, ``unknown`` (age);
        youngest first, unknown last.
    """
    cells = zip(counted["age_band"], counted["gender"], counted["reports"], strict=True)
    counts: dict[tuple[str, str], int] = {}
    for age, gender, reports in cells:
        counts[age, gender] = counts.get((age, gender), 0) + reports
    told, gendered = {age for age, _ in counts}, {gender for _, gender in counts}
    bands = [code for code in ages if code in told or code not in NO_ANSWER]
    sides = [code for code in genders if code in gendered or code in SIDES]
    return {
        "age_band": bands,
        "label": [ages[band] for band in bands],
        **{gender_column(code): [counts.get((band, code), 0) for band in bands] for code in sides},
        "unknown": [band in NO_ANSWER for band in bands],
    }


def cells(
    counted: Columns,
    down: tuple[str, Mapping[str, str]],
    across: tuple[str, Mapping[str, str]],
    *,
    most: int,
    in_order: bool = False,
) -> Rows:
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
    told = (counted[name] for name in (rows, columns, "reports", "row_share"))
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
    return {
        rows: [row for row, _ in pairs],
        columns: [column for _, column in pairs],
        "share": shares,
        "reports": [reports for reports, _ in numbers],
        "row": [heads[row] for row, _ in pairs],
        "column": [labels[column] for _, column in pairs],
        "text": [f"{100 * share:.0f}" for share in shares],
        "value": shares,
    }


def without_thin_rows(
    flat: Columns, reports: Sequence[int], say: Callable[[str, int], str]
) -> Rows:
    """The cells as the picture has them: no share in a row of fewer than LEAST reports.

    Args:
        flat: as ``cells`` gives them.
        reports: of each row, in the order of ``flat``, by cell.
        say: heading of such a row, from its label and its reports.
    """
    thin = [n < LEAST for n in reports]
    rows, values, texts = (flat[name] for name in ("row", "value", "text"))
    return lists(flat) | {
        "row": [say(row, n) if n < LEAST else row for row, n in zip(rows, reports, strict=True)],
        "value": [None if few else value for value, few in zip(values, thin, strict=True)],
        "text": ["" if few else text for text, few in zip(texts, thin, strict=True)],
    }


def share_known(rows: pd.DataFrame) -> pd.Series:
    """Share of reports that hold an answer, by field; NA where the source does not record it."""
    known = (rows["reports"] - rows["unknown"]) / rows["reports"]
    return known.where(rows["collected"].astype(bool))


def told(codes: pd.Series, kind: str, words: Mapping[str, str]) -> list[str]:
    """The words of these codes; a code of a provider's file may have none and stands for itself."""
    return [words.get(f"{kind}.{code}", str(code)) for code in codes]


def _last(code: str) -> int:
    return NO_ANSWER.index(code) + 1 if code in NO_ANSWER else 0
