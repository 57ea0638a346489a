"""What the gate says: the findings that must be gone before a release may be written."""

import math
from dataclasses import dataclass

from etl.gate.published import Group


@dataclass(frozen=True)
class Finding:
    """Something that must not be published as it is.

    Attributes:
        label: the group in words; codes only, never a count.
        kind: what it is about: a group that is masked, printed, a cross, a difference, a residual
            or tried for homogeneity; the tables as a whole; a cell's conformity.
        verdict: small (provably 1 to k-1), exact (the very number), homogeneous (members that
            provably share a code), unproved (neither proved nor refuted within the limits),
            contradiction (no world agrees with the tables), or the rule that a cell breaks.
        low: proved lower bound of the count.
        high: proved upper bound of the count.
        evidence: the printed cells the proof rests on.
    """

    label: str
    kind: str
    verdict: str
    low: float = 0
    high: float = math.inf
    evidence: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Findings:
    """What the attack found; ``targets`` groups were attacked."""

    targets: int
    unsafe: tuple[Finding, ...]

    @property
    def safe(self) -> bool:
        """Whether every group was proved safe."""
        return not self.unsafe
