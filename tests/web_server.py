"""The web servers of docs/hosting, started on the loopback address with the shipped files."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHIPPED = Path(__file__).parents[1] / "docs" / "hosting"

#: nginx needs a frame around a site; all that it writes goes into the folder of the trial.
_FRAME = """
daemon off; worker_processes 2; pid pid; error_log stderr;
events { worker_connections 1024; }
http {
    client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c;
    uwsgi_temp_path d; scgi_temp_path e;
    include site.conf;
}
"""


def found(name: str) -> str | None:
    """Path of a program, on the path or where Debian keeps servers."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site; gives its address. ``folder`` takes what the server writes."""
    address = _free()
    _for_trial("nginx.conf", folder / "site.conf", site, address)
    # Started by root, it would read as another user, for whom folders of tests are shut.
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(user + _FRAME, "utf-8")
    command = [found("nginx"), "-p", f"{folder}/", "-c", str(folder / "nginx.conf"), "-e", "stderr"]
    with _running(command, address, folder):
        yield f"http://{address}"


@contextmanager
def caddy(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site; gives its address. ``folder`` takes what the server writes."""
    address = _free()
    # Its own door for orders would be a second one.
    _for_trial("Caddyfile", folder / "Caddyfile", site, address, before="{\n\tadmin off\n}\n")
    command = [found("caddy"), "run", "--adapter", "caddyfile", "--config"]
    with _running([*command, str(folder / "Caddyfile")], address, folder):
        yield f"http://{address}"


def _for_trial(name: str, path: Path, site: Path, address: str, *, before: str = "") -> None:
    """The shipped file with another root and address, and nothing else changed."""
    text = (_SHIPPED / name).read_text("utf-8")
    changed = text.replace("/srv/casestats", str(site)).replace("127.0.0.1:8080", address)
    path.write_text(before + changed, "utf-8")


@contextmanager
def _running(command: list[str], address: str, folder: Path) -> Iterator[None]:
    environment = {"HOME": str(folder), "PATH": os.environ.get("PATH", "")}
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, env=environment)
    try:
        _wait(server, address, folder / "log")
        yield
    finally:
        server.terminate()
        server.wait(30)


def _wait(server: subprocess.Popen, address: str, log: Path) -> None:
    host, _, port = address.partition(":")
    end = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(log.read_text("utf-8", "replace"))


def _free() -> str:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{door.getsockname()[1]}"
