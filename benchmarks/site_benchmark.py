"""How many readers a site of releases bears: nginx with the shipped example, asked by wrk.

    python benchmarks/site_benchmark.py [--seconds 5]

Makes a site with one release of full size, starts nginx with docs/hosting/nginx.conf on the
loopback address, and asks as browsers do (compressed) for the page, for a table, and for both pages
and three tables in turn. wrk takes its share of the same processors: read the load beside it.
"""

import argparse
import gzip
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dashboard import page, site
from etl.commands import hosting
from etl.release import folder, placing
from etl.settings import Settings
from tests import web_server
from tests.release_of_full_size import full_size

#: Open connections, and threads of wrk that ask.
CONNECTIONS, THREADS = 64, 1

#: What is promised: requests a second, and milliseconds for 99 of 100.
LEAST, LONGEST = 5_000, 100

ASK_IN_TURN = """
local paths, turn = {%s}, 0
request = function()
    turn = turn %% #paths + 1
    return wrk.format("GET", paths[turn])
end
"""


def made(place: Path) -> tuple[Path, str]:
    """A site under ``place`` and the name of its release."""
    settings = Settings(data=place / "data", keys=place / "keys")
    release = replace(full_size(), serial=1, previous=None)
    folder.seal(settings, release, page.render(release))
    render = partial(site.render, keys=hosting.public_keys(settings), address=None)
    placing.place(settings, place / "site", now=datetime.now(UTC), render=render)
    return place / "site", release.name


def asked(address: str, paths: list[str], *, seconds: int, place: Path) -> dict[str, float]:
    """Ask for the paths in turn: requests a second, milliseconds of 50 and 99 of 100, errors."""
    script = place / "paths.lua"
    script.write_text(ASK_IN_TURN % ", ".join(f'"/{path}"' for path in paths), "utf-8")
    command = [
        "wrk", "--latency", f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s",
        "-H", "Accept-Encoding: gzip", "-s", str(script), address,
    ]  # fmt: skip
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    units = {"us": 0.001, "ms": 1, "s": 1000}
    times = {
        name: float(number) * units[unit]
        for name, number, unit in re.findall(r"^ +(50|99)% +([\d.]+)(us|ms|s)$", told, re.MULTILINE)
    }
    rate = re.search(r"^Requests/sec: +([\d.]+)$", told, re.MULTILINE)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)", told)
    if rate is None or bad is not None:
        sys.exit(f"wrk: {told}")
    return {"rate": float(rate[1]), **times}


def main() -> None:
    """Make, serve, ask, and print one line a question."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=5, help="for each of three questions")
    seconds = parser.parse_args().seconds
    for program in ("nginx", "wrk"):
        if not web_server.found(program):
            print(f"not asked: {program} is not on this computer (apt install {program})")
            return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        root, release = made(place)
        page_path = f"{release}/index.html"
        csv = sorted(
            (path for path in (root / release / "tables").iterdir()), key=lambda p: p.stat().st_size
        )
        tables = [f"{release}/tables/{path.name}" for path in csv[-3:]]
        questions = {
            "the page": [page_path],
            "the largest table": tables[-1:],
            "two pages, three tables": [page_path, f"{release}/index.ja.html", *tables],
        }
        (place / "nginx").mkdir()
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before")
        with web_server.nginx(root, place / "nginx") as address:
            for question, paths in questions.items():
                sizes = [len(gzip.compress((root / path).read_bytes())) for path in paths]
                found = asked(address, paths, seconds=seconds, place=place)
                kept = found["rate"] >= LEAST and found["99"] <= LONGEST
                print(
                    f"{question:24} {sum(sizes) / len(sizes) / 1024:6.1f} kB  "
                    f"{found['rate']:8,.0f} requests/s  50%: {found['50']:5.1f} ms  "
                    f"99%: {found['99']:6.1f} ms  {'kept' if kept else 'missed'}"
                )
        print(f"load {os.getloadavg()[0]:.1f} after; goal {LEAST:,} requests/s, 99% ≤ {LONGEST} ms")


if __name__ == "__main__":
    main()
