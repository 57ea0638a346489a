"""Lets go of a warehouse that is served no more: its file, and what was answered from it.

A file that is open stays on the disk, even if it was removed because a report was withdrawn.
"""

import asyncio
from typing import Final

from dashboard import answers, context, filters, offering, opening

#: Seconds between two looks at the pointer.
_EVERY: Final = 5.0
#: Seconds that a page has to finish what it began to draw.
_AFTER: Final = 30.0


async def follow() -> None:
    """Look at the pointer from time to time, until cancelled."""
    while True:
        await asyncio.sleep(_EVERY)
        await asyncio.to_thread(let_go)


def let_go(*, after: float = _AFTER) -> None:
    """Close what is served no more, and forget the answers, labels and files it gave."""
    if opening.let_go(after=after):
        answers.forget()
        offering.forget()
        filters.forget()
        context.forget()
