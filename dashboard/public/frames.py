"""Numbers of a release made ready for charts and tables: labels, order, signs. Pure.

Nothing here is drawn from a report: a bar, a shade and an order follow the printed numbers alone.
"""

from collections.abc import Mapping

import pandas as pd

from dashboard.frames import NO_ANSWER, SIDES
from dashboard.public import words
from dashboard.public.cells import Number
from dashboard.text import Translate
from dashboard.theme import Formats


def named(
    counts: pd.DataFrame, labels: Mapping[str, Mapping[str, str]], *, t: Translate, formats: Formats
) -> pd.DataFrame:
    """Numbers with the label of each code and what is shown of them.

    Args:
        counts: codes by column, ``reports``, ``mark``.
        labels: label by code of each of the columns.
        t: translator.
        formats: the reader's language.

    Returns:
        The rows, with ``<column>_label``, ``text`` and ``unknown`` (no answer in any column).
    """
    rows = counts.assign(
        text=_texts(counts, t=t, formats=formats),
        unknown=counts[list(labels)].isin(NO_ANSWER).any(axis=1),
    )
    return rows.assign(**{f"{name}_label": rows[name].map(told) for name, told in labels.items()})


def with_shares(
    rows: pd.DataFrame, whole: Number, *, t: Translate, formats: Formats
) -> pd.DataFrame:
    """Named numbers of one column, with the share of each in a whole that is printed, too."""
    shares = [
        words.share(int(part), whole.value, formats=formats)
        if whole.value and pd.notna(part)
        else None
        for part in rows["reports"]
    ]
    both = [
        text if share is None else t("public.share", n=text, share=share)
        for text, share in zip(rows["text"], shares, strict=True)
    ]
    return rows.assign(share=pd.Series(shares, index=rows.index, dtype="str"), text=both)


def ranked(rows: pd.DataFrame) -> pd.DataFrame:
    """The largest number first, then in code order; without a number later, no answer last."""
    order = rows.assign(size=-rows["reports"].fillna(-1), none=rows["reports"].isna())
    order = order.sort_values(["unknown", "none", "size"], kind="stable")
    return rows.loc[order.index].reset_index(drop=True)


def bars(rows: pd.DataFrame) -> pd.DataFrame:
    """Named numbers as ``charts.ranked_bars`` takes them: no bar without a number."""
    none = pd.Series(float("nan"), index=rows.index)
    return rows.assign(value=rows["reports"], lower=none, upper=none)


def heat(rows: pd.DataFrame, down: str, across: str) -> pd.DataFrame:
    """Named numbers as the heat table takes them."""
    return pd.DataFrame(
        {
            "row": rows[f"{down}_label"],
            "column": rows[f"{across}_label"],
            "value": rows["reports"].astype("Float64"),
            "text": rows["text"],
        }
    )


def pyramid(rows: pd.DataFrame) -> pd.DataFrame:
    """Named numbers by age band and gender as ``charts.pyramid`` takes them, unknown at the foot.

    Returns:
        One age band a row: ``label``, ``unknown``, and of each side its number (NA: none) and its
        text.
    """
    bands = rows.drop_duplicates("age_band")[["age_band", "age_band_label"]]
    frame = bands.set_index("age_band").rename(columns={"age_band_label": "label"})
    for side in SIDES:
        own = rows[rows["gender"] == side].set_index("age_band")
        frame[side] = own["reports"]
        frame[f"{side}_text"] = own["text"].reindex(frame.index).fillna("")
    frame = frame.assign(unknown=frame.index.isin(NO_ANSWER)).reset_index()
    return frame.sort_values("unknown", ascending=False, kind="stable")


def _texts(counts: pd.DataFrame, *, t: Translate, formats: Formats) -> list[str]:
    return [
        words.written(Number(None if pd.isna(n) else int(n), mark), t=t, formats=formats)
        for n, mark in zip(counts["reports"], counts["mark"], strict=True)
    ]
