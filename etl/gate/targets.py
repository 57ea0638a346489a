"""What an attacker would like to prove: groups of reports that no table prints."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from etl.disclosure import Rules
from etl.gate.published import Codes, Fact, Group, Published, described, inside, narrowed
from etl.gate.system import System


@dataclass(frozen=True)
class Target:
    """A claim to be refuted: that a group has reports, yet too few outside a part of it.

    Attributes:
        label: the group in words.
        kind: masked, printed, cross, difference, residual or homogeneity.
        group: the reports it is about.
        without: the part that is left out of the count.
        enough: from this count on there is nothing to protect.
    """

    label: str
    kind: str
    group: Group
    without: Group | None = None
    enough: int = 0

    @property
    def homogeneous(self) -> bool:
        """Whether it is about what the members share, and not about how many they are."""
        return self.kind == "homogeneity"


def targets(  # noqa: PLR0913 - each sort of target needs another two
    tables: Iterable[Published],
    facts: Mapping[Group, Fact],
    system: System,
    codes: Codes,
    rules: Rules,
    *,
    order: int,
) -> list[Target]:
    """Every group to attack, each once: a small count of it must not be provable."""
    printed = {group: fact for group, fact in facts.items() if fact.printed}
    found: dict[tuple[Group, Group | None], Target] = {}
    for target in (
        *_cells(facts, rules.k),
        *_crosses(facts, system, order, rules.k),
        *_residuals(tables, printed, codes, rules.k),
        *_differences(printed, codes, rules.k),
    ):
        found.setdefault((target.group, target.without), target)
    return list(found.values())


def homogeneities(
    facts: Mapping[Group, Fact], system: System, sensitive: Sequence[str]
) -> list[Target]:
    """Groups whose members might all share one code of a sensitive dim, be they many or few."""
    return [
        shared_code(group, one, system.leaves)
        for group in facts
        for dim in sensitive
        if dim not in dict(group)
        and dim in system.classes
        and system.part_of(frozenset((*dict(group), dim)))
        for one in system.singles((dim,))
        if one
    ]


def crossed(group: Group, k: int) -> Target:
    """A group that no table shows."""
    return Target(described(group), "cross", group, enough=k)


def shared_code(group: Group, code: Group, leaves: Mapping[str, Sequence[str]]) -> Target:
    """Whether all of a group have one code of another dim."""
    label = f"{described(group)}: all {described(code)}"
    both = narrowed({**dict(group), **dict(code)}, leaves)
    return Target(label, "homogeneity", group, both, enough=1)


def _cells(facts: Mapping[Group, Fact], k: int) -> Iterable[Target]:
    for group, fact in facts.items():
        if not fact.printed:
            yield Target(described(group), "masked", group, enough=k)
        elif fact.low < k:
            yield Target(described(group), "printed", group, enough=k)


def _crosses(facts: Mapping[Group, Fact], system: System, order: int, k: int) -> Iterable[Target]:
    """Combinations of codes that no table shows, within one clique."""
    dims = {
        chosen
        for part in system.parts
        for size in range(1, order + 1)
        for chosen in combinations(part.dims, size)
    }
    for chosen in sorted(dims):
        for group in system.singles(chosen):
            if group not in facts:
                yield crossed(group, k)


def _residuals(
    tables: Iterable[Published], printed: Mapping[Group, Fact], codes: Codes, k: int
) -> Iterable[Target]:
    """All masked parts of a printed cell along one dim, together."""
    for table in tables:
        rows = [(row, codes.group(row)) for row in table.codes()]
        for dim in table.dims:
            lines: dict[tuple[str, ...], list[tuple[str, Group]]] = {}
            for row, group in rows:
                rest = tuple(row[other] for other in table.dims if other != dim)
                lines.setdefault(rest, []).append((row[dim], group))
            for line in lines.values():
                leaves = [g for code, g in line if code in codes.leaves[dim] and g not in printed]
                for _, whole in line:
                    masked = [part for part in leaves if whole in printed and inside(part, whole)]
                    if masked:
                        union = frozenset(code for part in masked for code in dict(part)[dim])
                        group = narrowed({**dict(whole), dim: union}, codes.leaves)
                        yield Target(described(group), "residual", group, enough=k)


def _differences(printed: Mapping[Group, Fact], codes: Codes, k: int) -> Iterable[Target]:
    """A printed cell without another one in it, unless the rest is certainly large or none."""
    bounds = [(group, fact.low, fact.high) for group, fact in printed.items()]
    for whole, low, high in bounds:
        for part, least, most in bounds:
            if low - most < k and high - least >= 1 and part != whole and inside(part, whole):
                yield _difference(whole, part, codes, k)


def _difference(whole: Group, part: Group, codes: Codes, k: int) -> Target:
    """What is left; where one dim alone tells the two apart, that is a group by itself."""
    left = {
        dim: dict(whole).get(dim, frozenset(codes.leaves[dim])) - chosen
        for dim, chosen in part
        if dict(whole).get(dim) != chosen
    }
    if len(left) == 1:
        group = narrowed({**dict(whole), **left}, codes.leaves)
        return Target(described(group), "difference", group, enough=k)
    label = f"{described(whole)} without {described(part)}"
    return Target(label, "difference", whole, part, enough=k)
