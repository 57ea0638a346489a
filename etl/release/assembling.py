"""The frames of a release: what was published before, and the new blocks after it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import pandas as pd

import sql
from etl.release.balance import balance
from etl.release.blocks import Block
from etl.release.model import (
    CODE_COLUMNS,
    DIMENSION_COLUMNS,
    PERIOD_COLUMNS,
    REVISION_COLUMNS,
    SOURCE_COLUMNS,
    Release,
    Table,
)
from etl.release.periods import Period
from etl.release.plan import Plan, dims_of, tables_by_name
from etl.release.public_codes import Coding
from etl.release.reports import Exact, of_period
from etl.release.revisions import explained
from etl.release.series import rebasing

Codings = Mapping[str, Mapping[str, Coding]]
New = Mapping[str, Sequence[Period]]
Blocks = Mapping[tuple[str, str], Block]


def assembled(  # noqa: PLR0913 - all that a release is made of
    exact: Exact,
    plan: Plan,
    codings: Codings,
    new: New,
    blocks: Blocks,
    *,
    previous: Release | None,
    key_id: str,
    not_before: datetime | None,
) -> Release:
    """The release; numbers published before in the same series stand in it unchanged."""
    anew = rebasing(plan, previous)
    carried = None if anew else previous
    series = (previous.series if previous else 1) + int(anew)
    serial = previous.serial + 1 if previous else 1
    name = f"{plan.name}-{series}.{serial}"
    periods = _periods(new, name, exact.as_of, carried)
    release = Release(
        plan=plan.name,
        series=series,
        serial=serial,
        as_of=exact.as_of,
        valid_until=exact.as_of + timedelta(days=plan.valid_days),
        not_before=not_before,
        previous=previous.name if previous else None,
        title_en=plan.title_en,
        title_ja=plan.title_ja,
        publisher=plan.publisher,
        contact=plan.contact,
        licence=plan.licence,
        synthetic=bool(exact.sources["synthetic"].any()),
        rules=plan.rules,
        plan_sha256=plan.sha256,
        codes_sha256=plan.codes_sha256,
        key_id=key_id,
        attack={
            "targets": sum(block.targets for block in blocks.values()),
            "unsafe": 0,
            "masked": sum(int(block.masked["attack"].sum()) for block in blocks.values()),
        },
        sources=_sources(exact),
        periods=periods,
        dimensions=pd.DataFrame(
            [
                (row["code"], row["label_en"], row["label_ja"])
                for row in sql.seed_rows("dimensions")
                if row["code"] in dims_of(plan)
            ],
            columns=list(DIMENSION_COLUMNS),
        ),
        codes=_codes(codings, plan),
        balance=balance(
            exact.imports,
            _fates(exact, new, carried),
            after=None if carried is None else pd.Timestamp(carried.as_of),
        ),
        revisions=_told_before(previous),
        tables=tuple(
            Table(table, tuple(dims), _cells(table, dims, periods, blocks, carried))
            for table, dims in tables_by_name(plan).items()
        ),
    )
    rebase = plan.rebase
    if not (previous and anew and rebase):
        return release
    return explained(
        previous,
        release,
        level=rebase.level,
        reason_en=rebase.reason_en,
        reason_ja=rebase.reason_ja,
    )


def _sources(exact: Exact) -> pd.DataFrame:
    """SOURCE_COLUMNS of the sources."""
    countries = {row["code"]: row for row in sql.seed_rows("countries")}
    units = {row["code"]: row for row in sql.seed_rows("counting_units")}
    sources = exact.sources.rename(columns={"code": "source"})
    for lang in ("en", "ja"):
        for column, rows in (("country", countries), ("unit", units)):
            of = sources["counting_unit" if column == "unit" else column]
            sources[f"{column}_{lang}"] = [rows[code][f"label_{lang}"] for code in of]
    return sources[list(SOURCE_COLUMNS)]


def _periods(new: New, name: str, as_of: date, carried: Release | None) -> pd.DataFrame:
    rows = [
        (source, period.code, period.start, period.end, name, as_of)
        for source, found in new.items()
        for period in found
    ]
    frame = pd.DataFrame(rows, columns=list(PERIOD_COLUMNS))
    for column in ("start", "end", "as_of"):
        frame[column] = pd.to_datetime(frame[column])
    if carried is not None:
        frame = pd.concat([carried.periods, frame])
    order = {source: place for place, source in enumerate(new)}
    return frame.sort_values(
        ["source", "start"],
        key=lambda column: column.map(order) if column.name == "source" else column,
    ).reset_index(drop=True)


def _codes(codings: Codings, plan: Plan) -> pd.DataFrame:
    rows = [
        (source, dim, code, *labels)
        for source, dims in codings.items()
        for dim in dims_of(plan)
        for code, labels in dims[dim].labels.items()
    ]
    return pd.DataFrame(rows, columns=list(CODE_COLUMNS))


def _fates(exact: Exact, new: New, carried: Release | None) -> dict[str, dict[str, int]]:
    """Source → how many reports are published by this release, wait, or came too late."""
    fates = {}
    for source, found in new.items():
        reports = exact.reports[exact.reports["source"] == source]
        published = sum(len(of_period(reports, source, period)) for period in found)
        late, earlier = exact.moved.get(source, 0), 0
        for row in [] if carried is None else carried.periods.to_dict("records"):
            if row["source"] == source:
                told = reports[reports["reported_date"].between(row["start"], row["end"])]
                earlier += len(told)
                late += int((told["received_on"] > row["as_of"]).sum())
        fates[source] = {
            "published": published,
            "open": len(reports) - published - earlier,
            "late": late,
        }
    return fates


def _cells(
    name: str, dims: Sequence[str], periods: pd.DataFrame, blocks: Blocks, carried: Release | None
) -> pd.DataFrame:
    """source, period, <dims>, reports, mark of one table, in the order of the periods."""
    parts = []
    for source, period in zip(periods["source"], periods["period"], strict=True):
        made = blocks.get((source, period))
        if made is not None:
            cells = made.tables[name]
        elif carried is not None:
            cells = carried.table(name).of(source, period)
        parts.append(cells.assign(source=source, period=period))
    columns = ["source", "period", *dims, "reports", "mark"]
    return pd.concat(parts, ignore_index=True)[columns].astype({"reports": "Int64"})


def _told_before(previous: Release | None) -> pd.DataFrame:
    if previous is not None:
        return previous.revisions
    empty = pd.DataFrame(columns=list(REVISION_COLUMNS), dtype="str")
    empty["as_of"] = pd.to_datetime(empty["as_of"])
    return empty.astype({"old": "Int64", "new": "Int64"})
