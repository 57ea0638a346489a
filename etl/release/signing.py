"""Signatures of releases: an Ed25519 key and ``ssh-keygen -Y``, which every reader's machine has.

The key is made on first use and has no passphrase, so that a release can be made unattended: who
may read the folder of keys can sign. Every public key that ever signed here stays in the file of
signers; ``renew`` begins a new one.
"""

import base64
import binascii
import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from etl import keys, warehouse
from etl.errors import IntegrityError, MachineError
from etl.settings import Settings, bare_environment

#: What a signature is for: one made for anything else is refused.
NAMESPACE: Final = "casestats-release"

#: Who signs, in the file of signers; whose organisation it is, its address tells.
SIGNER: Final = "casestats"

#: How a signature file begins and ends, how wide its lines are, and what they hold (version 1).
_BEGIN: Final = b"-----BEGIN SSH SIGNATURE-----"
_END: Final = b"-----END SSH SIGNATURE-----"
_WIDTH: Final = 70
_MAGIC: Final = b"SSHSIG\0\0\0\1"


def public_key(settings: Settings) -> str:
    """The key that signs releases, made on first use: its kind and its bytes in base64.

    Raises:
        MachineError: it cannot be made or read, or others may read it.
    """
    path = settings.signing_key
    with _told(path):
        if not path.exists():
            _make(path)
        keys.refuse_exposed(path, "the releases")
        told = _run("-y", "-P", "", "-f", str(path))
        if told.returncode:
            raise MachineError(
                "The key that signs releases cannot be used.",
                where=str(path),
                remedy="Put the file back from a backup, or move it away: a new key is made then, "
                "and readers must be told of it",
                code="signing-key-damaged",
            )
        key = " ".join(told.stdout.decode().split()[:2])
        _add_line(settings.signers, signers_line(key))
    return key


def fingerprint(key: str) -> str:
    """What ``ssh-keygen -l`` prints of a public key, short enough to be read out."""
    digest = hashlib.sha256(base64.b64decode(key.split()[1])).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def signers_line(key: str) -> str:
    """The line of an ``allowed_signers`` file that admits a key for releases and nothing else."""
    return f'{SIGNER} namespaces="{NAMESPACE}" {key}'


def sign(settings: Settings, content: bytes) -> bytes:
    """The signature, as ``ssh-keygen -Y sign`` writes it; the same each time.

    Raises:
        MachineError: ssh-keygen is not there, or the key cannot be used.
    """
    public_key(settings)
    arguments = ("-Y", "sign", "-n", NAMESPACE, "-f", str(settings.signing_key))
    signed = _run(*arguments, content=content)
    if signed.returncode:
        raise MachineError(
            "The release could not be signed.",
            where=str(settings.signing_key),
            remedy="OpenSSH 8.2 or newer is needed: ssh -V tells",
            code="signing-failed",
        )
    return signed.stdout


def check(content: bytes, signature: Path, *, signers: Path, revoked: Path | None = None) -> None:
    """Make sure that one of the signers signed exactly these bytes as a release.

    Args:
        content: what is signed.
        signature: its file.
        signers: an ``allowed_signers`` file.
        revoked: a file of keys whose signatures count no more; it need not exist.

    Raises:
        IntegrityError: the bytes are not those signed, or not as a release; or the key is none of
            the signers', or revoked.
        MachineError: ssh-keygen is not there.
    """
    about = ("-n", NAMESPACE, "-s", str(signature))
    verify = ("-Y", "verify", "-I", SIGNER, "-f", str(signers), *about)
    altered = not _plain(signature.read_bytes())
    if altered or _run("-Y", "check-novalidate", *about, content=content).returncode:
        raise IntegrityError(
            "The manifest is not what was signed, or it was not signed as a release.",
            where=str(signature),
            remedy="Take the release again from its publisher; do not use this copy",
            code="signature-invalid",
        )
    if _run(*verify, content=content).returncode:
        raise IntegrityError(
            "It is signed with a key that is none of the publisher's.",
            where=str(signature),
            remedy=f"Do not use it. If the publisher has a new key, add its line to {signers}",
            code="signature-unknown",
        )
    if revoked is None or not revoked.exists():
        return
    if _run(*verify, "-r", str(revoked), content=content).returncode:
        raise IntegrityError(
            "It is signed with a key that was revoked: anybody may have signed it.",
            where=str(signature),
            remedy="Do not use it, unless a later release with a good signature tells its hash",
            code="signature-revoked",
        )


def renew(settings: Settings, *, revoke: bool) -> str:
    """Begin a new key and return it; what the old one signed stays valid unless it is revoked.

    Raises:
        MachineError: a key cannot be made or used.
    """
    old = public_key(settings)
    with _told(settings.signing_key):
        if revoke:
            _add_line(settings.revoked, old)
        settings.signing_key.unlink()
    return public_key(settings)


def _plain(signature: bytes) -> bool:
    """Whether it is spelt as ``sign`` spells it; ssh-keygen overlooks some bytes of the file."""
    try:
        blob = base64.b64decode(b"".join(signature.split(b"\n")[1:-2]))
    except binascii.Error:
        return False
    text = base64.b64encode(blob)
    lines = [text[at : at + _WIDTH] for at in range(0, len(text), _WIDTH)]
    return blob.startswith(_MAGIC) and signature == b"\n".join([_BEGIN, *lines, _END, b""])


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}-") as folder:
        made = Path(folder) / "key"
        done = _run("-q", "-t", "ed25519", "-N", "", "-C", SIGNER, "-f", str(made))
        if done.returncode:
            raise OSError(done.stderr.decode(errors="replace"))
        keys.place(path, made.read_bytes())


def _add_line(file: Path, line: str) -> None:
    """Add a line to a file of public keys, unless it is there; at once or not at all."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = file.read_text(encoding="ascii").splitlines() if file.exists() else []
    if line not in lines:
        staged = file.with_name(f".{file.name}-{os.getpid()}")
        staged.write_text("\n".join([*lines, line]) + "\n", encoding="ascii", newline="\n")
        staged.chmod(0o600)
        warehouse.sync(staged)
        staged.replace(file)


@contextmanager
def _told(key: Path) -> Iterator[None]:
    """Turn errors of the machine into ours."""
    try:
        yield
    except OSError as error:
        raise MachineError(
            "The key that signs releases cannot be made or read.",
            where=str(key),
            remedy="Check the folder's owner and free space",
            code="key-unavailable",
        ) from error


def _run(*arguments: str, content: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise MachineError(
            "ssh-keygen, which signs and checks releases, is not on this computer.",
            where="ssh-keygen",
            remedy="Install OpenSSH: on Debian, apt install openssh-client; on Windows, the "
            "optional feature OpenSSH Client",
            code="ssh-keygen-missing",
        )
    return subprocess.run(  # noqa: S603 - our own arguments, no shell
        [program, *arguments],
        input=content,
        capture_output=True,
        check=False,
        env=bare_environment(LC_ALL="C"),
    )
