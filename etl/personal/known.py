"""Words of our own vocabularies: never anybody's account or name."""

import re
from functools import cache

import sql

_WORD = re.compile(r"[a-z0-9]+")
_VOCABULARIES = (*sql.VOCABULARY.values(), "platform_types")


def is_known(text: str) -> bool:
    """Whether a text is made of words that the vocabularies and their aliases use."""
    text = text.lower()
    known = _known()
    return text in known or all(word in known for word in _WORD.findall(text) or (text,))


@cache
def _known() -> frozenset[str]:
    texts = [r["alias"] for name in ("value", "platform") for r in sql.seed_rows(f"{name}_aliases")]
    for name in _VOCABULARIES:
        texts += [row[column] for row in sql.seed_rows(name) for column in ("code", "label_en")]
    texts = [text.lower() for text in texts]
    return frozenset({*texts, *(word for text in texts for word in _WORD.findall(text))})
