"""What differs between two releases, cell by cell, and whether a release explains it."""

from dataclasses import replace
from typing import Final

import pandas as pd

from etl.errors import UsageError
from etl.release.model import REVISION_COLUMNS, Release

#: The cell stood in both releases, and its number differs: it was a mark before, or another number.
REVISED: Final = "revised"

#: The cell had a number, and has none any more.
WITHDRAWN: Final = "withdrawn"

#: The earlier release did not have the cell: a new period, source, table or code.
ADDED: Final = "added"

#: How much a revision bears on use, lightest first: the ladder by which Japan's Statistics
#: Commission graded faults of official statistics in 2019. I and II: no figure was wrong.
LEVELS: Final = ("I", "II", "III", "IV")

_KEY: Final = ["source", "period", "table", "cell"]
_CHANGE: Final = [*_KEY, "old", "new"]

#: Columns of ``compare``.
COLUMNS: Final = (*_CHANGE, "kind", "level", "reason_en", "reason_ja")


def compare(old: Release, new: Release) -> pd.DataFrame:
    """Every cell whose printed number differs, in the order of the releases' tables.

    Returns:
        COLUMNS: ``cell`` as in the revisions of a release, old and new ``Int64`` (NA: no number),
        level and reasons as the newer release gives them, empty where it gives none.
    """
    before, after = _cells(old), _cells(new)
    cells = after.merge(before, on=_KEY, how="outer", sort=False, suffixes=("", "_old"))
    cells = cells.rename(columns={"reports": "new", "reports_old": "old"})
    same = (cells["old"] == cells["new"]).fillna(value=False)
    cells = cells[~same & (cells["old"].notna() | cells["new"].notna())]
    kind = pd.Series(REVISED, index=cells.index)
    kind[cells["place_old"].isna()] = ADDED
    kind[cells["new"].isna()] = WITHDRAWN
    cells = cells.assign(kind=kind).sort_values(["place", "place_old"], kind="stable")
    told = new.revisions.drop_duplicates(_KEY)[[*_KEY, "level", "reason_en", "reason_ja"]]
    cells = cells.merge(told, on=_KEY, how="left")
    texts = ["level", "reason_en", "reason_ja"]
    cells[texts] = cells[texts].astype("object").fillna("")
    return cells[list(COLUMNS)].reset_index(drop=True)


def explained(old: Release, new: Release, *, level: str, reason_en: str, reason_ja: str) -> Release:
    """The newer release, telling one reason for every number in which it differs.

    Rows of ``new.revisions`` stay behind those that are added.
    """
    changes = compare(old, new)
    changes = changes[changes["kind"] != ADDED].assign(
        release=new.name,
        as_of=pd.Timestamp(new.as_of),
        level=level,
        reason_en=reason_en,
        reason_ja=reason_ja,
    )
    revisions = pd.concat([changes[list(REVISION_COLUMNS)], new.revisions], ignore_index=True)
    return replace(new, revisions=revisions)


def refuse_unexplained(old: Release | None, new: Release) -> None:
    """Make sure that the revisions a release tells of are those it makes, each with its reason.

    Raises:
        UsageError: a number differs from the release before and no row says why; a row tells of a
            change that is none; or the rows of earlier releases are not kept as they were.
    """
    own = new.revisions[new.revisions["release"] == new.name]
    earlier = new.revisions[new.revisions["release"] != new.name]
    if _rows(earlier) != (_rows(old.revisions) if old else []):
        raise _refused(
            "The revisions of earlier releases are not told as they were.",
            remedy="Keep every row of the release before, and put new ones first",
            code="revisions-rewritten",
        )
    explained = {*_rows(own[_complete(own)][_CHANGE])}
    told = {*_rows(own[_CHANGE])}
    made = {*_rows(_made(old, new))}
    for cells, what, code in (
        (
            made - explained,
            "differ from the release before without a reason in both languages and a level I to IV",
            "revision-unexplained",
        ),
        (told - made, "are told as revised and are not", "revision-unfounded"),
    ):
        if cells:
            place = min(cells, key=str)[: len(_KEY)]
            raise _refused(
                f"{len(cells):,} numbers {what}.",
                where=" ".join(part for part in place if part),
                remedy="casestats compare lists what changed. Give each change its row and reason",
                code=code,
            )


def _made(old: Release | None, new: Release) -> pd.DataFrame:
    if old is None:
        return pd.DataFrame(columns=_CHANGE)
    changes = compare(old, new)
    return changes.loc[changes["kind"] != ADDED, _CHANGE]


def _complete(rows: pd.DataFrame) -> "pd.Series[bool]":
    """Whether each has a level, and a reason in both languages."""
    complete = rows["level"].isin(LEVELS)
    for reason in ("reason_en", "reason_ja"):
        complete &= rows[reason].fillna("").str.strip() != ""
    return complete


def _cells(release: Release) -> pd.DataFrame:
    """Columns source, period, table, cell, reports, place: one row a cell."""
    frames = []
    for table in release.tables:
        cell = pd.Series("", index=table.cells.index)
        for dim in table.dims:
            cell = cell.str.cat(
                f"{dim}=" + table.cells[dim], sep=";" if dim != table.dims[0] else ""
            )
        frames.append(
            table.cells[["source", "period", "reports"]].assign(table=table.name, cell=cell)
        )
    cells = pd.concat(frames, ignore_index=True)
    return cells.assign(place=range(len(cells)))


def _rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    """The rows as plain values that can be compared; what is not given is empty."""
    plain = frame.astype("object").where(frame.notna(), "")
    return [tuple(map(str, row)) for row in plain.itertuples(index=False)]


def _refused(what: str, *, remedy: str, code: str, where: str | None = None) -> UsageError:
    return UsageError(what, where=where, remedy=remedy, code=code)
