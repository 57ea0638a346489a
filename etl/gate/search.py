"""Worlds that push a count up or down, found by linear programming (HiGHS)."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

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
        nodes: branches tried for one world.
    """

    def __init__(self, system: System, clock: Clock, *, nodes: int = NODES) -> None:
        self.system = system
        self.clock = clock
        self._nodes = nodes
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

    def least(self, weights: Vector) -> tuple[float, Vector | None]:
        """A proved lower bound of ``weights @ world`` and a world near it, if one was found.

        The weights are whole numbers and so is the bound; it is infinite if nothing is proved.
        The linear programme's corner is mostly whole already; only if not, branches are searched.

        Raises:
            Contradiction: there is no world at all.
        """
        bound, world = self._solve(weights, whole=False)
        if world is not None:
            return bound, world
        tighter, world = self._solve(weights, whole=True)
        return max(bound, tighter), world

    def most(self, weights: Vector) -> tuple[float, Vector | None]:
        """A proved upper bound of ``weights @ world`` and a world near it, as ``least``."""
        bound, world = self.least(-weights)
        return -bound, world

    def _solve(self, weights: Vector, *, whole: bool) -> tuple[float, Vector | None]:
        if not self.clock.left:
            return -math.inf, None
        options = {"time_limit": self.clock.left, "node_limit": self._nodes}
        found = milp(
            weights,
            integrality=int(whole),
            bounds=Bounds(0, self._most),
            constraints=self._rows,
            options=options,
        )
        if found.status == _INFEASIBLE:
            raise Contradiction
        bound = found.mip_dual_bound if whole else found.fun if found.status == 0 else None
        world = None if found.x is None else np.rint(found.x)
        if world is not None and not self.system.agrees(world).all():
            world = None
        if bound is None or not math.isfinite(bound):
            return -math.inf, world
        return math.ceil(bound - 1e-6), world

    def evidence(self, weights: Vector) -> dict[Group, float]:
        """Groups whose bounds prove the least value of ``weights @ world``, with their weight."""
        if not self.clock.left:
            return {}
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
        used: dict[Group, float] = {}
        if proof.status == 0:
            duals = np.abs(proof.ineqlin.marginals)
            for row, dual in zip((*above, *below), duals, strict=True):
                if dual > 1e-9 and row < len(self.system.told):
                    group = self.system.told[row]
                    used[group] = used.get(group, 0) + float(dual)
        return used
