"""What was worked out is kept, each thing once; what was asked longest ago goes first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Results by key, safe to ask from any thread.

    Unlike a plain cache, who asks for what somebody else is working out waits for that.

    Args:
        most: how many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._results: OrderedDict[Hashable, Future[T]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], T]) -> T:
        """The result of this key; ``work`` makes it if there is none. What fails is not kept."""
        with self._lock:
            result = self._results.get(key)
            if mine := result is None:
                result = self._results[key] = Future()
                while len(self._results) > self._most:
                    self._results.popitem(last=False)
            else:
                self._results.move_to_end(key)
        if not mine:
            return result.result()
        try:
            made = work()
        except BaseException as error:
            self._drop(key)
            result.set_exception(error)
            raise
        result.set_result(made)
        return made

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._results.clear()

    def _drop(self, key: Hashable) -> None:
        with self._lock:
            self._results.pop(key, None)
