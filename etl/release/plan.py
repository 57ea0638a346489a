"""A release plan: which tables are published, of what, and how they are protected."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from importlib.resources import files
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import sql
from etl.disclosure import TOTAL, Rules
from etl.errors import UsageError
from etl.release.revisions import LEVELS
from etl.sources.table import Table

#: The plan that ships.
DEFAULT: Final = "reports"

#: The columns that a public table may be broken down by; none is a place below the country.
DIMS: Final = tuple(row["code"] for row in sql.seed_rows("dimensions"))

#: How many months each length of period has.
LENGTHS: Final[Mapping[str, int]] = {"quarter": 3, "half-year": 6}

_GUIDE: Final = "docs/releases.md"


@dataclass(frozen=True)
class Merge:
    """Codes of one column that are published as one.

    Attributes:
        scheme: the age scheme that the codes are of; empty for other columns.
    """

    dim: str
    code: str
    label_en: str
    label_ja: str
    codes: tuple[str, ...]
    scheme: str = ""


@dataclass(frozen=True)
class Rebase:
    """Why a new series replaced the one before.

    Attributes:
        series: the number of the new one, from 2.
        level: how grave the correction is, one of LEVELS.
    """

    series: int
    reason_en: str
    reason_ja: str
    level: str


@dataclass(frozen=True)
class Plan:
    """A checked plan.

    Attributes:
        name: lower-case letters, digits and ``-``.
        months: length of a period.
        closing_days: days from the end of a period until it is closed.
        least: reports that a period needs; with fewer it is joined with the next.
        valid_days: days until a newer release should be there.
        sources: only these; all publishable ones if empty.
        age_scheme: the bands to publish ages in where a source's own nest in them.
        keep: column → codes that stand alone or are merged elsewhere; all others are ``other``.
        tables: the dims of each table.
        seconds: time for the attack and repair of one source and period; what is not proved safe
            by then is unsafe.
        rebase: which series replaces the one before, and why; None for the first.
    """

    name: str
    title_en: str
    title_ja: str
    publisher: str
    contact: str
    licence: str
    months: int
    closing_days: int
    least: int
    valid_days: int
    sources: tuple[str, ...]
    age_scheme: str
    keep: Mapping[str, tuple[str, ...]]
    merges: tuple[Merge, ...]
    tables: tuple[tuple[str, ...], ...]
    rules: Rules
    seconds: int
    rebase: Rebase | None

    @property
    def codes_sha256(self) -> str:
        """Hash of what the public codes count, which no series of the plan may change."""
        merged = sorted((one.dim, one.scheme, one.code, one.codes) for one in self.merges)
        return _hashed([self.age_scheme, dict(self.keep), merged])

    @property
    def sha256(self) -> str:
        """Hash of what has to stay for a whole series: not of titles, addresses and dates."""
        words = {
            "title_en", "title_ja", "publisher", "contact", "licence", "valid_days", "closing_days",
            "seconds", "rebase", "sources",
        }  # fmt: skip
        shape = {name: value for name, value in asdict(self).items() if name not in words}
        return _hashed(shape)


def _hashed(shape: Any) -> str:
    return hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()


def load(path: Path | None = None) -> Plan:
    """The plan in a TOML file; the one that ships if none is named.

    Raises:
        UsageError: it cannot be read, or a key is wrong; says which.
    """
    source = path or Path(str(files("etl.release"))) / "plans" / f"{DEFAULT}.toml"
    try:
        document = tomllib.loads(source.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            f"The release plan cannot be read: {error}",
            where=str(source),
            remedy=f"Give a TOML file in UTF-8, see {_GUIDE}",
            code="plan-unreadable",
        ) from error
    root = Table(source.name, "", document, _GUIDE, UsageError, "plan-invalid")
    return _plan(root)


def _plan(root: Table) -> Plan:
    root.known((
        "name", "title_en", "title_ja", "publisher", "contact", "licence", "period", "closing_days",
        "least", "valid_days", "sources", "age_scheme", "protection", "keep", "merge", "table",
        "rebase",
    ))  # fmt: skip
    name = root.text("name")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,30}", name):
        raise root.wrong("name", "use up to 31 lower-case letters, digits and hyphens")
    keep = root.table("keep", required=False).known(DIMS)
    protection = root.table("protection", required=False)
    return Plan(
        name=name,
        title_en=root.text("title_en"),
        title_ja=root.text("title_ja"),
        publisher=str(root.entries.get("publisher", "")),
        contact=str(root.entries.get("contact", "")),
        licence=root.text("licence"),
        months=LENGTHS[root.choice("period", tuple(LENGTHS))],
        closing_days=root.number("closing_days", low=0, high=366),
        least=root.number("least", low=100, high=100_000),
        valid_days=root.number("valid_days", low=1, high=800),
        sources=root.texts("sources", default=()),
        age_scheme=root.choice("age_scheme", sql.codes("age_schemes")),
        keep={dim: keep.texts(dim, allowed=_codes(dim)) for dim in keep.entries},
        merges=_merges(root),
        tables=_tables(root),
        rules=_rules(protection),
        seconds=protection.number("seconds", low=1, high=3600, default=60),
        rebase=_rebase(root.table("rebase")) if "rebase" in root.entries else None,
    )


def _rules(table: Table) -> Rules:
    table.known(("k", "base", "threshold", "seconds"))
    rules = Rules(
        k=table.number("k", low=10, high=1000, default=10),
        base=table.number("base", low=3, high=100, default=3),
    )
    if not rules.pairs_hide:
        raise table.wrong("base", f"base {rules.base} cannot hide groups below {rules.k}")
    if table.entries.get("threshold", rules.threshold) != rules.threshold:
        raise table.wrong("threshold", f"k and base make it {rules.threshold}")
    return rules


def _merges(root: Table) -> tuple[Merge, ...]:
    merges: list[Merge] = []
    taken: set[tuple[str, str, str]] = set()
    for table in root.tables("merge"):
        table.known(("dim", "scheme", "code", "label_en", "label_ja", "codes"))
        dim = table.choice("dim", DIMS)
        schemes = sql.codes("age_schemes")
        scheme = table.choice("scheme", schemes) if dim == "age_band" else ""
        codes = table.texts("codes", allowed=_codes(dim, scheme))
        code = table.text("code")
        if code in {TOTAL, "other", "unknown"} or (
            code in _codes(dim, scheme) and code not in codes
        ):
            raise table.wrong("code", "this code means something else")
        for one in codes:
            if (dim, scheme, one) in taken:
                raise table.wrong("codes", f"{one} is merged twice")
            taken.add((dim, scheme, one))
        merges.append(
            Merge(dim, code, table.text("label_en"), table.text("label_ja"), codes, scheme)
        )
    return tuple(merges)


def _tables(root: Table) -> tuple[tuple[str, ...], ...]:
    tables: list[tuple[str, ...]] = []
    for table in root.tables("table"):
        dims = table.known(("dims",)).texts("dims", allowed=DIMS)
        if len(dims) > 3:
            raise table.wrong("dims", "no table has more than three")
        tables.append(dims)
        if any(set(one) <= set(other) for one, other in permutations(tables, 2)):
            raise table.wrong("dims", "a table holds its totals too: one is part of another")
    if not tables:
        raise root.wrong("table", "a plan needs at least one table")
    return tuple(tables)


def _rebase(table: Table) -> Rebase:
    table.known(("series", "reason_en", "reason_ja", "level"))
    return Rebase(
        series=table.number("series", low=2, high=1000),
        reason_en=table.text("reason_en"),
        reason_ja=table.text("reason_ja"),
        level=table.choice("level", LEVELS),
    )


def _codes(dim: str, scheme: str = "") -> tuple[str, ...]:
    if dim == "age_band":
        rows = sql.seed_rows("age_bands")
        return tuple(row["code"] for row in rows if scheme in {"", row["scheme"]})
    return sql.codes(sql.VOCABULARY[dim])


def tables_by_name(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Name → dims of every table; the totals come first."""
    return {"totals": ()} | {"_by_".join(dims): dims for dims in plan.tables}


def dims_of(plan: Plan) -> tuple[str, ...]:
    """The columns that some table is broken down by, in the order of DIMS."""
    used = {dim for dims in plan.tables for dim in dims}
    return tuple(dim for dim in DIMS if dim in used)
