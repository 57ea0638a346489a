"""Whether a release goes on with the series before it, begins a new one, or must not be made."""

from collections.abc import Mapping
from typing import Final

from etl.errors import UsageError
from etl.release.model import Release
from etl.release.plan import Plan
from etl.release.public_codes import Coding

#: A new series replaces at least so many months: fewer would tell of single corrections.
_LEAST_MONTHS: Final = 12

Codes = Mapping[tuple[str, str], tuple[str, ...]]


def rebasing(plan: Plan, previous: Release | None) -> bool:
    """Whether the plan begins a new series."""
    return bool(previous and plan.rebase and plan.rebase.series == previous.series + 1)


def codes_of(codings: Mapping[str, Mapping[str, Coding]]) -> Codes:
    """Source and column → its public codes."""
    return {
        (source, dim): one.codes for source, dims in codings.items() for dim, one in dims.items()
    }


def check(plan: Plan, previous: Release | None, *, key_id: str, codes: Codes) -> None:
    """Refuse to go on with a series under other rules, keys or codes.

    The same reports under other noise could be averaged, and other codes next to the old ones
    would tell of the difference: only a re-base, which attacks both together, may change them.

    Raises:
        UsageError: says what differs.
    """
    asked = plan.rebase.series if plan.rebase else 1
    if previous is None:
        if plan.rebase:
            raise _refused("The plan begins a new series, and there is no series before it")
        return
    if rebasing(plan, previous):
        _check_length(previous)
        if plan.codes_sha256 != previous.codes_sha256:
            raise _refused(
                "Kept or merged codes of the plan have changed, so that the series cannot be "
                "attacked together"
            )
        return
    if asked != previous.series:
        raise _refused(
            f"The plan is for series {asked}, and the newest release is of {previous.series}"
        )
    if plan.sha256 != previous.plan_sha256:
        raise _refused("Tables, codes, periods or protection of the plan have changed")
    if key_id != previous.key_id:
        raise _refused("The keys of the noise are other ones than before")
    before = {
        (str(source), str(dim)): tuple(rows["code"])
        for (source, dim), rows in previous.codes.groupby(["source", "dimension"])
    }
    changed = sorted(
        {place for place in codes.keys() & before.keys() if codes[place] != before[place]}
    )
    if changed:
        raise _refused(f"The codes of {changed[0][1]} of {changed[0][0]} have changed")


def _check_length(previous: Release) -> None:
    for source, rows in previous.periods.groupby("source"):
        months = sum(
            (row["end"].year - row["start"].year) * 12 + row["end"].month - row["start"].month + 1
            for row in rows.to_dict("records")
        )
        if months < _LEAST_MONTHS:
            raise _refused(
                f"Only {months} months of {source} are published: too few to be told anew"
            )


def _refused(what: str) -> UsageError:
    return UsageError(
        what,
        where="release plan",
        remedy="Put them back, or begin a new series with [rebase] in the plan, see "
        "docs/releases.md",
        code="series-broken",
    )
