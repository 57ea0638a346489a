"""What the pages say, in each language: gettext catalogues, one message a dotted key."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from babel.messages.pofile import read_po

#: Languages a reader can choose, each by its own name; the first by default.
NAMES: Final = {"en": "English", "ja": "日本語", "mi": "Te reo Māori"}
LANGUAGES: Final = tuple(NAMES)

Translate = Callable[..., str]


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """Messages of one language by key; only those that are translated."""
    with files(__name__).joinpath(f"{lang}.po").open("rb") as file:
        messages = read_po(file, locale=lang)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string}


@cache
def translator(lang: str) -> Translate:
    """``t("trend.title", month="May")``: the message in ``lang``, else in English.

    Raises:
        KeyError: no language has the message, or one of its fields is not given.
    """
    told = messages(lang)

    def translate(key: str, **fields: str) -> str:
        text = told[key]
        return text.format(**fields) if fields else text

    return translate


@cache
def messages(lang: str) -> Mapping[str, str]:
    """Every message by key: in ``lang``, else in English."""
    return {**catalogue("en"), **catalogue(lang)}


def partial(lang: str) -> bool:
    """Whether some messages of a language are not written, and shown in English."""
    return len(catalogue(lang)) < len(catalogue("en"))


def sentences(lang: str) -> str:
    """Language that whole sentences are in on a page of ``lang``, and so the dates within them."""
    return "en" if partial(lang) else lang
