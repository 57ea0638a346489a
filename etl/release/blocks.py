"""One source in one period: exact reports in, protected and attacked tables out."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

import sql
from etl.disclosure import (
    TOTAL,
    Merge,
    Rules,
    offered_merges,
    protect,
    record_keys,
    sparse,
    tabulate,
)
from etl.errors import IntegrityError
from etl.gate import Finding, Published, conform, rebased, repair
from etl.release.model import MASKED, NOT_COLLECTED
from etl.release.public_codes import Coding

#: Columns whose value must not be provable for everybody in a group.
SENSITIVE: Final = ("outcome", "payment_made", "images_shared")

#: Codes that may be merged have the same parent: services of one type.
PARENTS: Final = {
    dim: {row["code"]: row["type"] for row in sql.seed_rows("platforms")}
    for dim in ("contact_platform", "moved_to_platform")
}

#: Why cells are masked, in the order in which the rules apply.
CAUSES: Final = ("threshold", "contributor", "sparse", "attack")


@dataclass(frozen=True)
class Secrets:
    """The two keys of the noise: of reports and of cells."""

    record: bytes
    cell: bytes

    @property
    def id(self) -> str:
        """Tells these two from others, and nothing of them."""
        parts = (
            hmac.digest(key, b"casestats key id", "sha256") for key in (self.record, self.cell)
        )
        return hashlib.sha256(b"".join(parts)).hexdigest()[:16]


@dataclass(frozen=True)
class Block:
    """The tables of one source and period.

    Attributes:
        tables: table → its cells: <dims>, reports, mark.
        masked: one row a table that is collected: table, cells, and how many each of CAUSES masked.
        targets: how many groups were attacked.
        offers: table → merges of codes that would print more of it.
    """

    tables: Mapping[str, pd.DataFrame]
    masked: pd.DataFrame
    targets: int
    offers: Mapping[str, Sequence[Merge]]


def block(  # noqa: PLR0913 - all that one block is made of
    reports: pd.DataFrame,
    codings: Mapping[str, Coding],
    tables: Mapping[str, Sequence[str]],
    *,
    secrets: Secrets,
    rules: Rules,
    seconds: float,
    before: Sequence[Sequence[Published]] = (),
) -> Block:
    """Protect and attack the tables of the reports of one source and period.

    Args:
        reports: source, report_key and the columns of the tables.
        codings: column → how it is published.
        tables: name → dims.
        secrets: of the noise.
        rules: of the protection.
        seconds: time for the attack.
        before: of each earlier series, oldest first, its tables about the same source and period.

    Raises:
        IntegrityError: the tables cannot be made safe; nothing of them may be published.
    """
    collected = [dim for dim in codings if reports[dim].notna().any()]
    records = pd.DataFrame(
        {dim: reports[dim].map(codings[dim].public).fillna("unknown") for dim in collected}
        | {
            "key": record_keys(list(reports["report_key"]), secrets.record),
            "contributor": reports["source"],
        }
    )
    codes = {dim: codings[dim].codes for dim in collected}
    exact = {
        name: tabulate(records, dims, codes)
        for name, dims in tables.items()
        if set(dims) <= set(collected)
    }
    protected = {name: protect(cells, secrets.cell, rules) for name, cells in exact.items()}
    kept = {name: _withheld(cells, tables[name], rules) for name, cells in protected.items()}
    published = [Published(name, tuple(tables[name]), cells) for name, cells in kept.items()]
    both = rebased(before, published, codes)
    repaired, findings = repair(
        both.tables if before else published,
        both.codes if before else codes,
        rules,
        kept=both.kept,
        truth=None if before else records,
        order=3 if before else 2,
        unions=both.unions if before else None,
        sensitive=[dim for dim in SENSITIVE if dim in collected],
        seconds=seconds,
    )
    checked = [replace(table, where={}) for table in repaired if table.name in exact]
    _refuse(conform(checked, codes, rules, exact=exact, secret=secrets.cell))
    safe = {table.name: table.cells for table in checked}
    stages = {name: (protected[name], kept[name], safe[name]) for name in exact}
    causes = [
        (name, len(cells), *_masked_by(cells, *stages[name], rules))
        for name, cells in exact.items()
    ]
    return Block(
        tables={
            name: _marked(safe[name]) if name in safe else _not_collected(dims)
            for name, dims in tables.items()
        },
        masked=pd.DataFrame(causes, columns=["table", "cells", *CAUSES]),
        targets=findings.targets,
        offers={
            name: offered_merges(cells, secrets.cell, rules, parents=PARENTS)
            for name, cells in exact.items()
        },
    )


def _refuse(broken: Sequence[Finding]) -> None:
    if broken:
        raise IntegrityError(
            f"A cell does not keep the rules of the protection: {broken[0].verdict}",
            where=broken[0].label,
            remedy="Nothing was published. Report this, with the plan, to the maintainers",
            code="gate-rules-broken",
        )


def _withheld(cells: pd.DataFrame, dims: Sequence[str], rules: Rules) -> pd.DataFrame:
    """The cells, the inner ones masked when most are: their totals are tables of their own."""
    if not sparse(cells, dims, rules):
        return cells
    inner = (cells[[*dims]] != TOTAL).all(axis=1)
    return cells.assign(value=cells["value"].mask(inner))


def _masked_by(
    exact: pd.DataFrame,
    protected: pd.DataFrame,
    kept: pd.DataFrame,
    safe: pd.DataFrame,
    rules: Rules,
) -> tuple[int, int, int, int]:
    """How many cells each cause masked, in the order of CAUSES."""
    others = exact["n"] - exact["largest"]
    masks = [frame["value"].isna().sum() for frame in (protected, kept, safe)]
    contributor = protected["value"].isna() & others.between(1, rules.contributor_least - 1)
    alone = int((contributor & (exact["n"] >= rules.threshold)).sum())
    return int(masks[0]) - alone, alone, int(masks[1] - masks[0]), int(masks[2] - masks[1])


def _marked(cells: pd.DataFrame) -> pd.DataFrame:
    mark = cells["value"].isna().map({True: MASKED, False: ""})
    return cells.rename(columns={"value": "reports"}).assign(mark=mark)


def _not_collected(dims: Sequence[str]) -> pd.DataFrame:
    row = {**dict.fromkeys(dims, TOTAL), "reports": None, "mark": NOT_COLLECTED}
    return pd.DataFrame([row]).astype({"reports": "Int64"})
