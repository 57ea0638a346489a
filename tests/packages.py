"""Packages of the distribution, where this user may install them."""

import os
import shutil
import subprocess


def install(*names: str) -> bool:
    """Install packages with apt; False where that is not possible."""
    prefix = _may_install()
    if prefix is None:
        return False
    print(f"Installing {', '.join(names)} for the tests …", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL)
    done = subprocess.run([*apt, "install", "-y", *names], stdout=subprocess.DEVNULL)
    return done.returncode == 0


def _may_install() -> list[str] | None:
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None
