"""Who sees a release before its time: a list in the audit log, which cannot be changed unseen."""

from collections.abc import Sequence
from datetime import datetime

from etl import audit
from etl.audit_facts import admitted
from etl.errors import UsageError
from etl.release.folder import standing
from etl.settings import Settings

_EVENT = "early-access"


def grant(settings: Settings, name: str, readers: Sequence[str], *, now: datetime) -> None:
    """Put readers on the list of a release, each on a line of the log.

    Args:
        settings: tells where the log is.
        name: of the release.
        readers: names or roles, without addresses and numbers.
        now: the moment, with its time zone.

    Raises:
        UsageError: there is no such release, or it is for all to see; or a reader is told by
            something else than a name or a role.
        IntegrityError, MachineError: the log is damaged or cannot be written.
    """
    facts = {told["name"]: told for told in standing(settings)}
    if name not in facts:
        raise UsageError(
            "There is no such release.",
            where=name,
            remedy="Name one of: " + ", ".join(facts),
            code="no-release",
        )
    not_before = facts[name]["not_before"]
    if not_before is None or datetime.fromisoformat(not_before) <= now:
        raise UsageError(
            "This release is for all to see: there is no early access to it.",
            where=name,
            remedy="Embargo the next one: casestats release --not-before",
            code="not-embargoed",
        )
    try:
        for reader in readers:
            admitted({"reader": reader})
    except ValueError as error:
        raise UsageError(
            "The log holds names and roles of at most 100 signs, no addresses and no numbers.",
            where="NAME-OR-ROLE",
            remedy="Name the role, such as: press office",
            code="reader-unfit",
        ) from error
    for reader in readers:
        audit.append(settings, _EVENT, release=name, reader=reader)


def granted(settings: Settings, name: str) -> list[tuple[str, str]]:
    """When and who: every line of a release's list, oldest first.

    Raises:
        IntegrityError: the log is not as it was written.
    """
    audit.verify(settings)
    return [
        (entry["time"], entry["facts"]["reader"])
        for entry in audit.entries(settings)
        if entry["event"] == _EVENT and entry["facts"]["release"] == name
    ]
