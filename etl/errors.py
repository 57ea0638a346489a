"""Errors for people: what happened, where, and what to do. Each cause has its own exit code."""


class CaseStatsError(Exception):
    """Base of every error a user may see; shown as a message, never as a traceback.

    Args:
        what: one sentence: what is wrong. Holds no value from a provider's row.
        where: the file, line and column, if there is a place.
        remedy: what the reader can do about it.
        code: a stable name for machines, such as ``header-missing``.
    """

    exit_code = 1

    def __init__(
        self, what: str, *, where: str | None = None, remedy: str | None = None, code: str = "error"
    ) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy
        self.code = code

    def __str__(self) -> str:
        parts = (self.where, self.what, self.remedy)
        return " · ".join(part for part in parts if part)


class UsageError(CaseStatsError):
    """The command cannot be understood: a wrong option, profile or address."""

    exit_code = 2


class ProfileError(UsageError):
    """A source profile is wrong; ``where`` names file, table and key."""


class RefusedInput(CaseStatsError):  # noqa: N818 - a refusal is the domain's word, not an error suffix
    """A provider's file cannot be read exactly as its profile declares."""

    exit_code = 3


class IntegrityError(CaseStatsError):
    """Stored data is not what was written: a count, hash or contract does not hold."""

    exit_code = 5


class MachineError(CaseStatsError):
    """The machine cannot do it: no space, no permission, a port in use."""

    exit_code = 6
