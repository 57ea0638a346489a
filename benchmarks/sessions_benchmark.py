"""Many readers at once: how long a change takes, and what each costs the server.

    python benchmarks/sessions_benchmark.py [--reports 200000] [--sessions 25] [--minutes 1]

One run makes synthetic reports and serves them. Each reader opens a page over a socket of its own
in Streamlit's protocol, as a browser does, and chooses another view after about ten seconds of
thought. Measured is the time from a choice to the end of the server's answer; browsers are not part
of it.
"""

import argparse
import asyncio
import itertools
import os
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.pages_benchmark import memory, ours, processor, running
from benchmarks.query_benchmark import make_import
from etl.build import build
from etl.settings import Settings

#: Seconds of thought between two choices, from and to.
THOUGHT = 5, 15
VIEWS = [
    f"gender={gender}&outcome={outcome}&from={year}-01&to={year}-12"
    for gender, outcome, year in itertools.product(
        ("male", "female", "unknown", "male.female"),
        ("open", "advice_given", "open.advice_given"),
        range(2021, 2027),
    )
]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=200_000)
    parser.add_argument("--sessions", type=int, default=25)
    parser.add_argument("--minutes", type=float, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data=Path(place), keys=Path(place) / "keys")
        make_import(settings, asked.reports)
        build(settings)
        with running(ours(settings, "Overview", "/")) as (process, address):
            asyncio.run(crowd(address, 1, 0.1))  # the server's first time is no reader's
            began, resident = processor(process), memory(process)
            times, errors = asyncio.run(crowd(address, asked.sessions, asked.minutes))
            spent = 1000 * (processor(process) - began) / len(times)
            grown = (memory(process) - resident) / asked.sessions / 1e6
    print(f"{asked.sessions} readers, {len(times)} changes, load {os.getloadavg()[0]:.1f}")
    print(f"a change: median {median(times):.2f} s, p95 {quantiles(times, n=20)[-1]:.2f} s")
    print(f"errors {errors} · processor {spent:.0f} ms a change · memory {grown:.2f} MB a reader")


async def crowd(address: str, sessions: int, minutes: float) -> tuple[list[float], int]:
    """Seconds of every change of all readers, and how many went wrong."""
    until = time.monotonic() + 60 * minutes
    with ThreadPoolExecutor(sessions) as asking:
        read = [reader(address, number, until, asking) for number in range(sessions)]
        told = await asyncio.gather(*read, return_exceptions=True)
    times = [seconds for one in told if isinstance(one, list) for seconds in one]
    return times, sum(not isinstance(one, list) for one in told)


async def reader(
    address: str, number: int, until: float, asking: ThreadPoolExecutor
) -> list[float]:
    """Seconds of each change of one reader.

    Raises:
        RuntimeError: the page ended with an error, or was refused.
    """
    loop = asyncio.get_running_loop()
    url = address.replace("http", "ws") + "_stcore/stream"
    times = []
    async with websockets.connect(
        url, origin=address.rstrip("/"), subprotocols=["streamlit"], max_size=None
    ) as socket:
        session = await opened(socket)
        for turn in itertools.count(number):
            await asyncio.sleep(THOUGHT[0] + 7 * turn % (THOUGHT[1] - THOUGHT[0]))
            if time.monotonic() > until:
                return times
            view = VIEWS[11 * turn % len(VIEWS)]
            times.append(await loop.run_in_executor(asking, change, address, session, view))
    return times


async def opened(socket: websockets.ClientConnection) -> str:
    """Name of the session, once the page is sent whole."""
    message = BackMsg()
    message.rerun_script.query_string = ""
    await socket.send(message.SerializeToString())
    named = None
    while True:
        told = ForwardMsg()
        told.ParseFromString(await socket.recv())
        if told.WhichOneof("type") == "delta":
            body = told.delta.new_element.html.body
            named = re.search('data-session="([^"]+)"', body) or named
        elif told.WhichOneof("type") == "script_finished":
            if named is None or told.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                raise RuntimeError("the page ended with an error")
            return named[1]


def change(address: str, session: str, query: str) -> float:
    """Seconds until the page of an address is sent whole, as static/choices.js asks for it.

    Raises:
        RuntimeError: the page was refused.
    """
    headers = {"X-Casestats-Session": session, "X-Casestats-Mode": "light"}
    began = time.monotonic()
    with closing(HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request("GET", f"/view/overview?{query}", headers=headers)
        answer = connection.getresponse()
        answer.read()
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"the page was refused: {answer.status}")
    return time.monotonic() - began


if __name__ == "__main__":
    main()
