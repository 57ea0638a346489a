"""A page that a reader asks for: drawn by a run of Streamlit's script, or by the server alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard import offering
from dashboard.context import Page
from dashboard.footer import footer
from dashboard.readers import READERS, Drawn, Reader
from dashboard.text import translator


@dataclass(frozen=True)
class Asked:
    """What a reader asks for with one address: the same of any page.

    Attributes:
        reader: who asks.
        lang: code of the language to draw it in.
        dropped: keys of the address of which a part could not be read.
        names: of all pages, the front page first.
        write: writes the page of a name on the sheet, and says there what was dropped.
    """

    reader: Reader
    lang: str
    dropped: tuple[str, ...]
    names: Sequence[str]
    write: Callable[[str, Sequence[str]], Page]

    def title(self, name: str) -> str:
        """What the window is called that shows a page."""
        t = translator(self.lang)
        return f"{t(f'{name}.nav')} · {t('site.title')}"

    def draw(self, name: str, *, dropped: Sequence[str] = ()) -> Page:
        """Write a page on the sheet, from top to bottom.

        Args:
            name: of the page.
            dropped: what could not be read of the address with which the reader came.
        """
        with offering.page(self.reader.session):
            page = self.write(name, list(dict.fromkeys([*dropped, *self.dropped])))
        countries = [source.country for source in page.sources]
        footer(self.lang, locale=self.reader.locale, shown=countries)
        READERS.sees(Drawn(self.reader, page.address()))
        return page
