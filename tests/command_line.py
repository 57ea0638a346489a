"""Calls the command line in this process: what it printed, and with which code it ended."""

import json
import os
import sys
from dataclasses import dataclass
from typing import Any

import pytest

import casestats


@dataclass(frozen=True)
class Said:
    """What one call of the command line said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class CommandLine:
    """``casestats`` over one data folder, as a person in a shell would call it."""

    def __init__(self, folder, monkeypatch, capsys):
        self._monkeypatch, self._capsys = monkeypatch, capsys
        monkeypatch.setenv("CASESTATS_DATA", str(folder / "data"))
        monkeypatch.setenv("CASESTATS_KEYS", str(folder / "keys"))
        monkeypatch.delenv("CASESTATS_PROFILES", raising=False)

    def __call__(self, *arguments: object) -> Said:
        self._monkeypatch.setattr(sys, "argv", ["casestats", *map(str, arguments)])
        before = os.umask(0o022)
        try:
            casestats.main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        finally:
            os.umask(before)
        said = self._capsys.readouterr()
        if "ssh-keygen-missing" in said.out + said.err:
            pytest.skip("ssh-keygen is not on this machine")
        return Said(code, said.out, said.err)
