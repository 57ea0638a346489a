"""Which public code each code of a report becomes, and what the public codes are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

import sql
from etl.release.plan import Merge, Plan

#: A code that no keep-list names, where the vocabulary has no ``other`` of its own.
_OTHER: Final = ("other", "Other", "その他")


@dataclass(frozen=True)
class Coding:
    """How one column of one source is published.

    Attributes:
        labels: public code → its English and Japanese label, in the order to show them.
        public: code of a report → public code.
    """

    labels: Mapping[str, tuple[str, str]]
    public: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        """The public codes, in the order to show them."""
        return tuple(self.labels)


def coding(plan: Plan, dim: str, age_scheme: str) -> Coding:
    """How a column is published for a source whose ages are in ``age_scheme``."""
    if dim == "age_band":
        nested = _nested(age_scheme, plan.age_scheme)
        if nested:
            return Coding(_labels("age_bands", plan.age_scheme), nested)
    scheme = age_scheme if dim == "age_band" else ""
    labels = _labels("age_bands" if scheme else sql.VOCABULARY[dim], scheme)
    merges = [m for m in plan.merges if (m.dim, m.scheme) == (dim, scheme)]
    return _merged(labels, merges, plan.keep.get(dim, tuple(labels)))


def _merged(
    labels: Mapping[str, tuple[str, str]], merges: list[Merge], keep: tuple[str, ...]
) -> Coding:
    """A merged code stands where the first of its codes stood, ``other`` after the kept ones."""
    into = {code: merge for merge in merges for code in merge.codes}
    shown: dict[str, tuple[str, str]] = {}
    public: dict[str, str] = {}
    rest: list[str] = []
    for code, label in labels.items():
        if code in into:
            merge = into[code]
            shown[merge.code] = (merge.label_en, merge.label_ja)
            public[code] = merge.code
        elif code in keep and code != _OTHER[0]:
            shown[code] = label
            public[code] = code
        else:
            rest.append(code)
            public[code] = _OTHER[0]
    if rest:
        shown[_OTHER[0]] = labels.get(_OTHER[0], _OTHER[1:])
    last = [code for code in (_OTHER[0], "unknown") if code in shown]
    return Coding(
        {code: shown[code] for code in [*(c for c in shown if c not in last), *last]}, public
    )


@cache
def _nested(scheme: str, public: str) -> Mapping[str, str]:
    """Band → the public band that holds it; empty unless every band is held by one."""
    bands = [row for row in sql.seed_rows("age_bands") if row["scheme"] == scheme]
    wider = [row for row in sql.seed_rows("age_bands") if row["scheme"] == public]
    held = {
        band["code"]: next((row["code"] for row in wider if _holds(row, band)), "")
        for band in bands
    }
    return held if all(held.values()) else {}


def _holds(wider: Mapping[str, str], band: Mapping[str, str]) -> bool:
    if not band["age_min"]:
        return wider["code"] == band["code"]
    if not wider["age_min"] or int(band["age_min"]) < int(wider["age_min"]):
        return False
    if not wider["age_max"]:
        return True
    return bool(band["age_max"]) and int(band["age_max"]) <= int(wider["age_max"])


@cache
def _labels(seed: str, scheme: str) -> Mapping[str, tuple[str, str]]:
    rows = [row for row in sql.seed_rows(seed) if not scheme or row["scheme"] == scheme]
    ordered = sorted(rows, key=lambda row: int(row.get("sort_order") or 0))
    return {row["code"]: (row["label_en"], row["label_ja"]) for row in ordered}
