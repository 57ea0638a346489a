"""Chance that falls the same way on every machine."""

from collections.abc import Mapping, Sequence
from math import fsum
from typing import TypeVar

from numpy.random import PCG64, Generator, SeedSequence

T = TypeVar("T")


class Dice:
    """Draws made of one stream of uniform numbers and plain arithmetic.

    numpy's other distributions call the machine's own log and exp, whose last digit may differ.

    Args:
        seed: of the whole sample.
        stream: number of an independent stream under that seed.
    """

    def __init__(self, seed: int, stream: int) -> None:
        self._uniform = Generator(PCG64(SeedSequence(seed, spawn_key=(stream,)))).random

    def chance(self, share: float) -> bool:
        """True in ``share`` (0 to 1) of all throws."""
        return self._uniform() < share

    def between(self, first: int, last: int) -> int:
        """A whole number from first to last, both included."""
        return first + int(self._uniform() * (last - first + 1))

    def one_of(self, items: Sequence[T]) -> T:
        """One item, each as likely as the others."""
        return items[self.between(0, len(items) - 1)]

    def pick(self, weights: Mapping[T, float]) -> T:
        """One key, as likely as its weight."""
        mark = self._uniform() * fsum(weights.values())  # sum() rounds otherwise before Python 3.12
        for key, weight in weights.items():
            mark -= weight
            if mark < 0:
                return key
        return next(key for key in reversed(tuple(weights)) if weights[key])
