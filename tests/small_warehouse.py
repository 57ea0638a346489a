"""A small warehouse of two countries for page and browser tests, and a real server over one."""

import contextlib
import http.client
import socket
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from etl.build import build
from etl.ingest import import_file
from etl.sample import make_sample
from etl.settings import Settings
from etl.sources import load
from tests.warehouse_builder import report, settings_in, write_import

ROOT = Path(__file__).parents[1]


def two_countries(folder: Path) -> Settings:
    """Build a help line in each of two countries, and a police force that records less."""
    settings = settings_in(folder)
    for source, country, count, bands, changes in (
        ("jp-helpline", "JP", 400, ("12-14", "15-17", "unknown"), {}),
        ("nz-helpline", "NZ", 200, ("13-17", "18-21"), {}),
        ("nz-police", "NZ", 60, ("15-17",), {"moved_to_platform": None, "reporter": None}),
    ):
        quarantine = [
            {"row_number": 5, "line": 6, "sheet": None, "column": "age",
             "rule": "age-unreadable", "value": None},
        ]  # fmt: skip
        rows = reports(country, count=count, bands=bands, **changes)
        write_import(settings, f"{source}-one", rows, source=source, quarantine=quarantine)
    build(settings)
    return settings


def sample(folder: Path) -> Settings:
    """Build what the demonstration shows: thousands of synthetic reports of four sources."""
    settings = settings_in(folder)
    for file in make_sample(folder / "sample"):
        import_file(settings, file.path, load(file.source))
    build(settings)
    return settings


def no_reports(folder: Path) -> Settings:
    """Build a source of which no row was accepted."""
    settings = settings_in(folder)
    write_import(settings, "nz-helpline-one", [])
    build(settings)
    return settings


def reports(country, *, count, bands, **changes):
    """Reports from January 2024 on, a third more in the second year than in the first."""
    ages = {"12-14": (13, 13), "15-17": (16, 16), "13-17": (15, 15), "18-21": (19, 19)}
    rows = []
    for number in range(count):
        day = date(2024, 1, 1) + timedelta(days=int((number / count) ** 0.8 * 729))
        band = bands[number % len(bands)]
        low, high = ages.get(band, (None, None))
        rows.append(
            report(
                country=country,
                reported_date=day,
                incident_date=day,
                age_min=low,
                age_max=high,
                age_label=band,
                age_band=band,
                gender=("male", "male", "female", "unknown")[number % 4],
                contact_platform=("instagram", "instagram", "line", "unknown")[number % 4],
                payment_made=("yes", "no", "unknown")[number % 3],
                outcome=("advice_given", "referred_police")[number % 2],
                **changes,
            )
        )
    return rows


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


@contextlib.contextmanager
def serving(settings: Settings, release: Path | None = None, *, port: int | None = None):
    """Serve these settings, or a release, from a process of its own; yields its port.

    The process prints nothing. Without ``port`` it is one that is free.
    """
    port = port or free_port()
    script = (
        "import sys; from pathlib import Path; from dashboard import server;"
        "from etl.settings import Settings;"
        "data, keys, port, *release = sys.argv[1:];"
        "settings = Settings(data=Path(data), keys=Path(keys));"
        "serve = server.serve_release if release else server.serve;"
        "serve(settings, *map(Path, release), port=int(port))"
    )
    arguments = [settings.data, settings.keys, str(port), *([release] if release else [])]
    process = subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        output, log = process.communicate(timeout=20)
    assert output == b""
    assert "Traceback" not in log.decode(), log.decode()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(process.stderr.read().decode())
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.2)
    raise TimeoutError(f"nothing answers on port {port}")
