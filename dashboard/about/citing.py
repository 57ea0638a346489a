"""How a view is cited: one source, what was chosen, and which data and software it is of. Pure."""

import re
from dataclasses import dataclass

from dashboard.text import Translate


@dataclass(frozen=True)
class Citation:
    """What a citation names; texts are in the reader's language.

    Attributes:
        key: of the BibTeX entry.
        source: who counts.
        unit: what it counts one of.
        period: the months.
        filters: what was chosen beside them; empty for nothing.
        data_to: last day of the reports.
        year: of that day.
        received: by which day they had been received.
        made_with: which software computed it.
        address: of the view.
        synthetic: whether the reports are made up.
    """

    key: str
    source: str
    unit: str
    period: str
    filters: str
    data_to: str
    year: int
    received: str
    made_with: str
    address: str
    synthetic: bool

    def title(self, t: Translate) -> str:
        """What the view shows."""
        words = {"source": self.source, "unit": self.unit, "period": self.period}
        return t("about.cite.view", **words)

    def notes(self, t: Translate) -> list[str]:
        """What must be known of it."""
        return [
            *([t("about.cite.synthetic")] if self.synthetic else []),
            *([t("about.cite.filters", filters=self.filters)] if self.filters else []),
            t("about.cite.data", data_to=self.data_to, received=self.received),
        ]

    def text(self, t: Translate) -> str:
        """As one line."""
        parts = [self.title(t), *self.notes(t), self.made_with]
        return "".join(t("list.evidence", text=part) for part in parts) + self.address

    def bibtex(self, t: Translate) -> str:
        """As a BibTeX entry."""
        fields = {
            "author": f"{{{_plain(self.source)}}}",
            "title": f"{{{_plain(self.title(t))}}}",
            "year": str(self.year),
            "note": _plain("; ".join(self.notes(t))),
            "howpublished": _plain(self.made_with),
            "url": self.address,
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@misc{{{self.key},\n{lines}\n}}"


def _plain(text: str) -> str:
    """A text of which TeX takes no sign for a command."""
    return re.sub(r"[\\{}]", "", text).translate({ord(sign): f"\\{sign}" for sign in "&%$#_"})
