"""The choices of a page as a reader gets them, and what the browser asks for when one is made."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Final
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest

#: What a list is called here; the other kinds are called as HTML calls their fields.
LIST: Final = "list"


@dataclass(frozen=True)
class Choice:
    """One choice.

    Attributes:
        key: of the address.
        label: what is chosen.
        kind: ``checkbox`` where any number of codes can be chosen; ``radio`` or ``list`` for one.
        words: by code, in order.
        chosen: codes, in order.
        impossible: codes that are shown and cannot be chosen.
    """

    key: str
    label: str
    kind: str
    words: dict[str, str] = field(default_factory=dict)
    chosen: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Finds choices: a label comes before its fields, words come after theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[tuple[str, str], Choice] = {}
        self._label = self._text = self._list = ""
        self._field: dict[str, str | None] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._text = ""
        said = dict(attrs)
        if tag == "select":
            self._list = said["data-key"] or ""
        elif tag == "option":
            self._field = {"type": LIST, "data-key": self._list, **said}
        elif tag == "input" and "data-key" in said:
            self._field = said

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._field and tag in ("label", "option"):
            self._add(self._field)
            self._field = {}
        elif tag in ("summary", "legend") or (tag == "span" and not self._field):
            self._label = self._text

    def _add(self, said: dict[str, str | None]) -> None:
        key, kind, code = (said[name] or "" for name in ("data-key", "type", "value"))
        choice = self.choices.setdefault((key, self._label), Choice(key, self._label, kind))
        choice.words[code] = self._text
        if said.keys() & {"checked", "selected"}:
            choice.chosen.append(code)
        if "disabled" in said:
            choice.impossible.append(code)


def choices_of(app: AppTest, key: str = "") -> list[Choice]:
    """The choices of the page, in order: those of one key, or all."""
    reader = _Reader()
    reader.feed(_html(app))
    return [choice for choice in reader.choices.values() if key in ("", choice.key)]


def choice_of(app: AppTest, key: str) -> Choice:
    """The one choice of a key."""
    [choice] = choices_of(app, key)
    return choice


def choose(app: AppTest, key: str, *codes: str) -> AppTest:
    """Choose these codes of a key and no others, and ask as static/choices.js does.

    All that is chosen on the page is said; what the page does not offer stays as it was.
    """
    choices = choices_of(app)
    offered = [choice for choice in choices if choice.key == key]
    possible = {c for choice in offered for c in choice.words if c not in choice.impossible}
    assert possible >= set(codes), f"{key}: of {codes} only {possible} can be chosen"
    assert len(codes) == 1 or {choice.kind for choice in offered} == {"checkbox"}
    said: dict[str, list[str]] = {choice.key: [] for choice in choices}
    for choice in choices:
        said[choice.key] += [
            code for code in choice.words if code in (codes if choice.key == key else choice.chosen)
        ]
    if "chosen" not in said.get("period", []):
        said |= {"from": [], "to": []}
    for name, taken in said.items():
        app.query_params[name] = ".".join(dict.fromkeys(filter(None, taken)))
        if not app.query_params[name]:
            del app.query_params[name]
    return app.run()


def begin_anew(app: AppTest) -> AppTest:
    """Follow the link that clears the filters."""
    [query] = re.findall(r'<a class="again"[^>]* href="\?([^"]*)">', _html(app))
    app.query_params.clear()
    app.query_params.update(parse_qsl(unescape(query)))
    return app.run()


def _html(app: AppTest) -> str:
    return "".join(part.body for part in app.get("html"))
