"""Worlds that push a count up or down, found by linear programming (HiGHS)."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp

from etl.gate.published import Group
from etl.gate.system import System, Vector

#: Branches tried for one whole-number world: a limit that does not depend on the machine.
NODES = 2_000

_INFEASIBLE = 2


class Contradiction(Exception):  # noqa: N818 - a finding, not a failure
    """No world agrees with everything published; ``evidence``: by which groups, if known."""

    def __init__(self, evidence: tuple[Group, ...] = ()) -> None:
        super().__init__()
        self.evidence = evidence


@dataclass
class Clock:
    """What is left of the time allowed.

    Attributes:
        seconds: time allowed from now on.
        now: a clock in seconds; tests turn it by hand.
    """

    seconds: float
    now: Callable[[], float] = time.monotonic
    ends: float = field(init=False)

    def __post_init__(self) -> None:
        self.ends = self.now() + self.seconds

    @property
    def left(self) -> float:
        """Seconds."""
        return max(0.0, self.ends - self.now())


class Search:
    """Finds extreme worlds of a system.

    Args:
        system: bounds on the cells.
        clock: when time is out nothing more is found, and nothing more is proved.
    """

    def __init__(self, system: System, clock: Clock) -> None:
        self.system = system
        self.clock = clock
        self._rows = LinearConstraint(system.rows, system.low, system.high)
        # A group with no printed bound above needs some end; beyond this no bound is felt.
        finite = system.high[np.isfinite(system.high)]
        self._most = float(finite.sum()) + 1_000

    def first(self, truth: pd.DataFrame | None) -> Vector | None:
        """A world to begin with: that of the reports themselves, if they are given.

        Raises:
            Contradiction: no world agrees with what is published, or the true one does not.
        """
        if truth is None:
            return self.least(np.zeros(self.system.size))[1]
        world = self.system.world(truth)
        wrong = np.flatnonzero(~self.system.agrees(world))
        if len(wrong):
            raise Contradiction(tuple(self.system.told[row] for row in wrong))
        return world

    def near(self, weights: Vector) -> tuple[float, Vector | None]:
        """A proved lower bound of ``weights @ world``, and a world that comes near it, if found.

        The weights are whole numbers and so is the bound; it is infinite if nothing is proved.
        The corner that linear programming finds is mostly whole already. If not, a whole world is
        sought close around it: there few counts are still free, and the search takes a moment.

        Raises:
            Contradiction: there is no world at all.
        """
        corner = self._solve(weights, 0, self._most, whole=False)
        if corner.status == _INFEASIBLE:
            raise Contradiction
        if corner.x is None:
            return -math.inf, None
        bound = math.ceil(corner.fun - 1e-6) if corner.status == 0 else -math.inf
        world = self._world(corner.x)
        for reach in (0, 1):
            if world is None:
                low = np.floor(corner.x + 1e-7) - reach
                high = np.ceil(corner.x - 1e-7) + reach
                world = self._world(self._solve(weights, np.maximum(0, low), high).x)
        return bound, world

    def least(self, weights: Vector) -> tuple[float, Vector | None]:
        """The same with all the search it takes to make the two meet.

        Raises:
            Contradiction: there is no world at all.
        """
        bound, world = self.near(weights)
        if world is not None and weights @ world <= bound:
            return bound, world
        found = self._solve(weights, 0, self._most)
        if found.status == _INFEASIBLE:
            raise Contradiction
        if found.mip_dual_bound is not None and math.isfinite(found.mip_dual_bound):
            bound = max(bound, math.ceil(found.mip_dual_bound - 1e-6))
        better = self._world(found.x)
        return bound, world if better is None else better

    def most(self, weights: Vector) -> tuple[float, Vector | None]:
        """A proved upper bound of ``weights @ world`` and a world near it, as ``least``."""
        bound, world = self.least(-weights)
        return -bound, world

    def _solve(
        self, weights: Vector, low: Vector | float, high: Vector | float, *, whole: bool = True
    ) -> OptimizeResult:
        """The least ``weights @ world`` of the worlds whose counts lie from low to high."""
        if not self.clock.left:
            return OptimizeResult(x=None, status=None, mip_dual_bound=None)
        return milp(
            weights,
            integrality=int(whole),
            bounds=Bounds(low, high),
            constraints=self._rows,
            options={"time_limit": self.clock.left, "node_limit": NODES},
        )

    def _world(self, found: Vector | None) -> Vector | None:
        """The whole numbers nearest to what was found, if they are a world."""
        if found is None:
            return None
        world: Vector = np.rint(found)
        return world if self.system.agrees(world).all() else None

    def evidence(self, weights: Vector) -> list[Group]:
        """Groups whose bounds prove the least value of ``weights @ world``."""
        if not self.clock.left:
            return []
        rows, low, high = self.system.rows, self.system.low, self.system.high
        above, below = np.flatnonzero(np.isfinite(high)), np.arange(len(low))
        proof = linprog(
            weights,
            A_ub=sparse.vstack([rows[above], -rows[below]]),
            b_ub=np.concatenate([high[above], -low[below]]),
            bounds=(0, self._most),
            method="highs-ds",
            options={"time_limit": self.clock.left},
        )
        if proof.status != 0:
            return []
        used = np.concatenate([above, below])[np.abs(proof.ineqlin.marginals) > 1e-9]
        told = self.system.told
        return [told[row] for row in used if row < len(told)]
