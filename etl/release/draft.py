"""From the warehouse and the release before to the next release; nothing is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from etl.disclosure import Merge
from etl.errors import UsageError
from etl.gate import Published
from etl.release import periods
from etl.release.assembling import assembled
from etl.release.blocks import Block, Secrets, block
from etl.release.model import NOT_COLLECTED, Release
from etl.release.periods import Period
from etl.release.plan import Plan, dims_of, tables_by_name
from etl.release.public_codes import coding
from etl.release.reports import Exact, not_yet_counted, of_period
from etl.release.series import check, codes_of, rebasing


@dataclass(frozen=True)
class Draft:
    """A release that is not sealed yet, and what its maker is told of it.

    Attributes:
        release: what would be published.
        masked: one row a newly published source, period and table that is collected: source,
            period, table, cells, and how many of them each cause masked.
        offers: source, period, table and a merge of codes that would print more of it.
    """

    release: Release
    masked: pd.DataFrame
    offers: tuple[tuple[str, str, str, Merge], ...]


def draft(  # noqa: PLR0913 - all that a release follows from
    exact: Exact,
    plan: Plan,
    secrets: Secrets,
    *,
    previous: Release | None = None,
    withdrawn: Sequence[Release] = (),
    not_before: datetime | None = None,
    progress: Callable[[str, float], None] = lambda _where, _share: None,
) -> Draft:
    """Protect and attack what is newly closed, and add it to what was published before.

    Args:
        exact: the warehouse.
        plan: what to publish.
        secrets: of the noise.
        previous: the newest release of the plan.
        withdrawn: the last release of each series before that one's, oldest first.
        not_before: the moment before which nobody outside may see it.
        progress: is told the source and period that is worked on and the share that is done.

    Raises:
        UsageError: there is nothing new to publish, or only a re-base could publish it.
        IntegrityError: the attack found what cannot be repaired; nothing may be published.
    """
    codings = {
        row["code"]: {dim: coding(plan, dim, row["age_scheme"]) for dim in dims_of(plan)}
        for row in exact.sources.to_dict("records")
    }
    check(plan, previous, key_id=secrets.id, codes=codes_of(codings))
    new = _new_periods(exact, plan, previous)
    if not any(new.values()):
        raise UsageError(
            "No period has closed since the release before.",
            remedy=f"A period closes {plan.closing_days} days after its end, once its months are "
            f"final and it has {plan.least} reports, alone or with those before it",
            code="nothing-to-release",
        )
    before: tuple[Release, ...] = ()
    if previous and rebasing(plan, previous):
        before = (*withdrawn, previous)
    elif previous:
        exact = not_yet_counted(exact, previous.periods)
    places = [(source, period) for source, found in new.items() for period in found]
    blocks: dict[tuple[str, str], Block] = {}
    for done, (source, period) in enumerate(places):
        progress(f"{source} {period.code}", done / len(places))
        blocks[source, period.code] = block(
            of_period(exact.reports, source, period),
            codings[source],
            tables_by_name(plan),
            secrets=secrets,
            rules=plan.rules,
            seconds=plan.seconds,
            before=_published(before, source, period.code),
        )
    return Draft(
        release=assembled(
            exact, plan, codings, new, blocks,
            previous=previous, key_id=secrets.id, not_before=not_before,
        ),
        masked=pd.concat(
            [
                made.masked.assign(source=source, period=period)
                for (source, period), made in blocks.items()
            ],
            ignore_index=True,
        ),
        offers=tuple(
            (*place, table, merge)
            for place, made in blocks.items()
            for table, merges in made.offers.items()
            for merge in merges
        ),
    )  # fmt: skip


def _new_periods(
    exact: Exact, plan: Plan, previous: Release | None
) -> dict[str, tuple[Period, ...]]:
    """Source → the periods that this release publishes; a re-base publishes the old ones anew."""
    found: dict[str, tuple[Period, ...]] = {}
    for source in exact.sources["code"]:
        published = _periods(previous, source)
        later = periods.closed(
            exact.months.get(source, ()),
            length=plan.months,
            closing_days=plan.closing_days,
            least=plan.least,
            as_of=exact.as_of,
            after=max((period.end for period in published), default=None),
        )
        found[source] = (*(published if rebasing(plan, previous) else ()), *later)
    return found


def _periods(release: Release | None, source: str) -> tuple[Period, ...]:
    if release is None:
        return ()
    rows = release.periods[release.periods["source"] == source]
    return tuple(
        Period(row["period"], row["start"].date(), row["end"].date())
        for row in rows.to_dict("records")
    )


def _published(
    releases: Sequence[Release], source: str, period: str
) -> tuple[tuple[Published, ...], ...]:
    """Of each release that has numbers of one source and period, its tables about them."""
    found = (
        tuple(
            Published(table.name, table.dims, cells.rename(columns={"reports": "value"}))
            for table in release.tables
            if not (cells := table.of(source, period)).empty
            and not (cells["mark"] == NOT_COLLECTED).any()
        )
        for release in releases
    )
    return tuple(tables for tables in found if tables)
