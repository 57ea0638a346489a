"""What may be sealed: what the gate found safe, next in line, and its revisions explained."""

from etl.errors import IntegrityError, UsageError
from etl.release.model import Release
from etl.release.revisions import refuse_unexplained


def refuse(release: Release, *, after: Release | None) -> None:
    """Make sure that a release may follow the one before.

    Args:
        release: to seal.
        after: the newest release of the same plan; None when there is none.

    Raises:
        IntegrityError: the gate found a group unsafe or has not looked.
        UsageError: it is not next in line, or does not explain what it changes.
    """
    if release.attack.get("unsafe") != 0 or not release.attack.get("targets"):
        raise IntegrityError(
            "The attack on this release could tell small groups, or was not made.",
            where=release.name,
            remedy="Nothing was published. Take a dimension or a table out of the plan",
            code="release-unsafe",
        )
    given = (release.serial, release.previous)
    due = (after.serial + 1, after.name) if after else (1, None)
    series = range(after.series, after.series + 2) if after else range(1, 2)
    backwards = after is not None and release.as_of < after.as_of
    if given != due or release.series not in series or backwards:
        raise UsageError(
            f"This release does not follow {after.name if after else 'nothing'}: it is number "
            f"{release.serial} of series {release.series} after {release.previous or 'nothing'}.",
            where=release.name,
            remedy="Another release was sealed meanwhile, or an old one is gone: look into the "
            "folder of releases, and make this one again",
            code="release-out-of-line",
        )
    refuse_unexplained(after, release)
