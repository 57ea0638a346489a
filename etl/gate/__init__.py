"""The gate: every release is attacked before it may be written, and what is found is repaired."""

from etl.gate.attacking import attack
from etl.gate.conformity import conform, summed
from etl.gate.findings import Finding, Findings
from etl.gate.published import Published, Rule
from etl.gate.rebasing import Rebased, rebased
from etl.gate.repairing import repair

__all__ = [
    "Finding",
    "Findings",
    "Published",
    "Rebased",
    "Rule",
    "attack",
    "conform",
    "rebased",
    "repair",
    "summed",
]
