"""The dashboard as a server for this computer only: Streamlit inside the guard."""

import asyncio
import errno
import ipaddress
import socket
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from streamlit import config
from streamlit.starlette import App

from dashboard import drawing, failing, following, garbage, handing, opening, shell, viewing
from dashboard.asked import Asked
from dashboard.guard import Guard, headers, hosts
from dashboard.importing.uploading import MEGABYTES
from dashboard.pages import FRONT, PAGES
from dashboard.public import drawing as public_drawing
from dashboard.public import opening as public_opening
from dashboard.public.pages import PAGES as PUBLIC_PAGES
from dashboard.readers import Reader
from dashboard.store import NothingBuilt
from dashboard.viewing import Read
from etl.drafting.passing import close_all, sweep
from etl.errors import MachineError, UsageError
from etl.settings import Settings

SCRIPT: Final = Path(__file__).parent / "app.py"
PUBLIC_SCRIPT: Final = SCRIPT.with_name("public_app.py")

#: Set here and not in config.toml, which a file or variable of the reader's own could override.
SAFE: Final[dict[str, Any]] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    "global.developmentMode": False,
    "logger.hideWelcomeMessage": True,
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": MEGABYTES,
    "server.runOnSave": False,
}


def _read(query: Mapping[str, str], reader: Reader) -> Asked:
    return drawing.read(opening.store(), query, reader)


def _read_release(query: Mapping[str, str], reader: Reader) -> Asked:
    return public_drawing.read(public_opening.opened(), query, reader)


def serve(settings: Settings, *, port: int = 8501, address: str = "127.0.0.1") -> None:
    """Serve the dashboard until it is interrupted. Prints nothing.

    Args:
        settings: where the warehouse is.
        port: TCP port, 1 to 65535.
        address: a loopback address of this computer.

    Raises:
        UsageError: the address is not a loopback address.
        MachineError: the port cannot be had.
        CaseStatsError: the warehouse is damaged.
    """
    ip = _loopback(address)
    opening.use(settings)
    sweep(settings)
    with suppress(NothingBuilt):
        opening.store()
    _run(
        application(address=ip, port=port),
        ip=ip,
        port=port,
        begin=lambda: opening.put_on_record("serve"),
    )


def serve_release(
    settings: Settings, release: Path, *, port: int = 8501, address: str = "127.0.0.1"
) -> None:
    """Serve a public release until it is interrupted; no warehouse is opened. Prints nothing.

    Args:
        settings: where the audit log and the publishers' keys are.
        release: the folder of a release, or the file LATEST beside the releases.
        port: TCP port, 1 to 65535.
        address: a loopback address of this computer.

    Raises:
        UsageError: the address is not a loopback address, or there is no such release.
        MachineError: the port cannot be had.
        IntegrityError: the release is damaged.
    """
    ip = _loopback(address)
    public_opening.use(release, settings)
    public_opening.opened()
    _run(
        application(
            address=ip, port=port, read=_read_release, script=PUBLIC_SCRIPT, pages=PUBLIC_PAGES
        ),
        ip=ip,
        port=port,
        begin=public_opening.put_on_record,
    )


def _run(app: ASGIApp, *, ip: str, port: int, begin: Callable[[], None]) -> None:
    """Answer until interrupted; ``begin`` is done once the port is ours."""
    with _listener(ip, port) as listening:
        begin()
        server = uvicorn.Server(
            uvicorn.Config(
                app,
                log_level="warning",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                ws="websockets-sansio",
                ws_max_size=config.get_option("server.maxMessageSize") * 2**20,
                timeout_graceful_shutdown=3,
            )
        )
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listening])


def application(
    *,
    address: str,
    port: int,
    read: Read = _read,
    script: Path = SCRIPT,
    pages: Collection[str] = PAGES,
) -> ASGIApp:
    """The ASGI application: Streamlit's, its pages in our shell, behind the guard."""
    app = App(
        script,
        routes=[*shell.routes(pages, front=FRONT), *handing.routes(), *viewing.routes(read)],
        lifespan=_lifespan,
        on_script_error=failing.failure,
    )
    for option, value in SAFE.items():
        config.set_option(option, value, "dashboard.server")
    return Guard(
        app,
        hosts=hosts(address, port),
        headers=headers(inline_scripts=shell.script_hashes()),
        uploads="import" in pages,
    )


@asynccontextmanager
async def _lifespan(_app: App) -> AsyncIterator[None]:
    beside = [asyncio.create_task(task()) for task in (following.follow, garbage.put_aside)]
    yield
    for task in beside:
        task.cancel()
    close_all()


def _loopback(address: str) -> str:
    """The IP address that ``address`` names, refused unless only this computer can reach it."""
    try:
        ip = ipaddress.ip_address("127.0.0.1" if address == "localhost" else address)
    except ValueError:
        ip = None
    if ip is None or not ip.is_loopback:
        raise UsageError(
            f"{address} can be reached from other computers, and the dashboard has no login.",
            remedy="Use 127.0.0.1. For others, put a server with a login in front of it.",
            code="address-not-loopback",
        )
    return str(ip)


def _listener(ip: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    try:
        return socket.create_server((ip, port), family=family, backlog=128)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        raise MachineError(
            f"Port {port} is in use." if taken else f"Port {port} cannot be opened.",
            where=f"{ip}:{port}",
            remedy="Stop the other program, or choose another port: casestats serve --port 8502",
            code="port-taken" if taken else "port-refused",
        ) from error
