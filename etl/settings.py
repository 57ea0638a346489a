"""Where everything is, and who answers for it. The only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from platformdirs import user_config_path


@dataclass(frozen=True)
class Settings:
    """Every path that casestats writes to or reads from, and who answers questions.

    Attributes:
        data: the working folder: imports, warehouse, releases.
        keys: the folder of secret keys; outside the data, so that neither alone identifies anyone.
        profiles: where the organisation's own source profiles are, if not in the data folder.
        as_of: look at nothing that was received after the end (UTC) of this day.
        contact: who answers questions about the figures, as the pages tell it; empty for nobody.
    """

    data: Path
    keys: Path
    profiles: Path | None = None
    as_of: date | None = None
    contact: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """Read CASESTATS_DATA, _KEYS, _PROFILES and _CONTACT; each has a default."""
        env = os.environ if environ is None else environ
        profiles = env.get("CASESTATS_PROFILES")
        return cls(
            data=Path(env.get("CASESTATS_DATA") or "data").resolve(),
            keys=Path(env.get("CASESTATS_KEYS") or user_config_path("casestats")).resolve(),
            profiles=Path(profiles).resolve() if profiles else None,
            contact=env.get("CASESTATS_CONTACT", "").strip(),
        )

    @property
    def imports(self) -> Path:
        """Folder of import folders, one an imported file."""
        return self.data / "imports"

    @property
    def warehouse(self) -> Path:
        """Folder of built databases and their pointer; a day looked back to has its own."""
        return self.as_of_folder / self.as_of.isoformat() if self.as_of else self._warehouse

    @property
    def as_of_folder(self) -> Path:
        """Folder of the folders of days looked back to."""
        return self._warehouse / "as-of"

    @property
    def _warehouse(self) -> Path:
        return self.data / "warehouse"

    @property
    def withdrawn(self) -> Path:
        """Folder of the keys of withdrawn reports, one file a source."""
        return self.data / "withdrawn"

    @property
    def own_profiles(self) -> Path:
        """Folder of the organisation's own source profiles; it need not exist."""
        return self.profiles or self.data / "profiles"

    @property
    def releases(self) -> Path:
        """Folder of sealed releases, one folder each."""
        return self.data / "releases"

    @property
    def latest_release(self) -> Path:
        """File of one line: the name of the newest release."""
        return self.releases / "LATEST"

    @property
    def releases_lock(self) -> Path:
        """File whose lock is held by who seals a release, or must see none sealed."""
        return self.data / "releases.lock"

    @property
    def sample(self) -> Path:
        """Folder of synthetic provider files."""
        return self.data / "sample"

    @property
    def report_key(self) -> Path:
        """File of the key that turns a provider's id into a report_key."""
        return self.keys / "report.key"

    @property
    def record_key(self) -> Path:
        """File of the key that gives each report in a release its share of the noise."""
        return self.keys / "release-record.key"

    @property
    def cell_key(self) -> Path:
        """File of the key that turns those shares into the noise of a cell."""
        return self.keys / "release-cell.key"

    @property
    def signing_key(self) -> Path:
        """File of the private key that signs releases, as OpenSSH writes it."""
        return self.keys / "release-signing.key"

    @property
    def signers(self) -> Path:
        """File of the public keys that ever signed a release here (``allowed_signers``)."""
        return self.data / "allowed_signers"

    @property
    def revoked(self) -> Path:
        """File of public keys whose signatures count no more; it need not exist."""
        return self.data / "revoked_keys"

    @property
    def key_files(self) -> tuple[Path, ...]:
        """All files of secret keys; none of them need exist."""
        return (self.report_key, self.record_key, self.cell_key, self.signing_key)


#: What Python itself needs to start; keys, tokens and passwords are not among it.
_STARTING = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def bare_environment(**added: str) -> dict[str, str]:
    """Environment of a child process that reads hostile files: no secret is in it."""
    return {name: os.environ[name] for name in _STARTING if name in os.environ} | added
