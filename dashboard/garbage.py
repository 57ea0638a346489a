"""Streamlit has Python look for garbage after every run of a page: that is kept short.

Python looks at all that it holds, and with every answer that is kept it holds more: after forty
changes of a filter the search took as long as to draw a third of the page. What is in use is put
aside and not looked at. It is still freed when nobody refers to it any more; only where things
refer to each other in a ring do they wait for the thorough search.
"""

import asyncio
import gc
from typing import Final

#: Seconds between two times that what is in use is put aside.
_EVERY: Final = 5.0
#: Every so many times all of it is searched.
_THOROUGH: Final = 120


async def put_aside() -> None:
    """Put aside what is in use from time to time, until cancelled."""
    times = 0
    try:
        while True:
            if times % _THOROUGH == 0:
                gc.unfreeze()
            gc.collect()
            gc.freeze()
            times += 1
            await asyncio.sleep(_EVERY)
    finally:
        gc.unfreeze()  # so that Python tidies up when it ends
