"""What taking a file again changed: two receipts of one file, side by side. Pure."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from etl.receipt import Receipt


@dataclass(frozen=True)
class Change:
    """One number of rows that differs between two receipts of a file.

    Attributes:
        part: ``rows``, ``quarantine`` or ``unmapped``.
        name: where the rows went, the broken rule, or the unknown word (None: not shown).
        column: the field; None for ``rows``.
        before, after: numbers of rows.
    """

    part: str
    name: str | None
    column: str | None
    before: int
    after: int


def changes(before: Receipt, after: Receipt) -> list[Change]:
    """The numbers that differ: rows first, then broken rules, then unknown words."""
    old, new = _numbers(before), _numbers(after)
    keys = dict.fromkeys((*old, *new))
    ordered = sorted(keys, key=lambda key: ("rows", "quarantine", "unmapped").index(key[0]))
    return [
        Change(*key, before=old.get(key, 0), after=new.get(key, 0))
        for key in ordered
        if old.get(key, 0) != new.get(key, 0)
    ]


_Key = tuple[str, str | None, str | None]


def _numbers(receipt: Receipt) -> dict[_Key, int]:
    return dict(_entries(receipt))


def _entries(receipt: Receipt) -> Iterator[tuple[_Key, int]]:
    for name, rows in asdict(receipt.rows).items():
        yield ("rows", name, None), rows
    for entry in receipt.quarantine:
        yield ("quarantine", entry.rule, entry.column), entry.rows
    for field, words in receipt.unmapped.items():
        for word in words:
            yield ("unmapped", word.value, field), word.rows
