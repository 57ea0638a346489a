"""What no reader may miss: made-up reports, a day looked back to, words in another language."""

from html import escape

from dashboard import sheet
from dashboard.context import Page
from dashboard.text import partial, sentences, translator


def show(page: Page) -> None:
    """Say, on every page, what is made up and what is looked back to. Nothing turns it off."""
    language(page.lang)
    t = page.t
    if day := page.answers.as_of:
        _aside(t("banner.as_of.title"), t("banner.as_of", date=page.formats.date(day)))
    made_up = [source.label for source in page.loaded if source.synthetic]
    if made_up:
        which = "all" if len(made_up) == len(page.loaded) else "some"
        _aside(
            t("synthetic"), t(f"banner.synthetic.{which}", sources=t("list.comma").join(made_up))
        )


def language(lang: str) -> None:
    """Say, in the language and in English, that only a part of the words is in the language."""
    if partial(lang):
        both = ((code, translator(code)) for code in (lang, sentences(lang)))
        told = " ".join(f'<span lang="{code}">{escape(t("partial"))}</span>' for code, t in both)
        sheet.html(f'<p class="sentence" role="note">{told}</p>')


def _aside(title: str, told: str) -> None:
    sheet.html(
        f'<aside class="banner" role="note"><strong>{escape(title)}</strong> {escape(told)}</aside>'
    )
