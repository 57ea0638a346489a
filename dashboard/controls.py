"""What a reader chooses with, as HTML: the script in static/choices.js asks for what is chosen.

Each control says the key of the address that it writes. Pure.
"""

from collections.abc import Collection, Iterable, Mapping
from html import escape


def several(
    key: str, label: str, options: Mapping[str, str], chosen: Collection[str], *, part: str = ""
) -> str:
    """A choice of any number of codes.

    Args:
        key: of the address.
        label: what is chosen; not seen in a fold, whose title says it.
        options: words by code.
        chosen: codes.
        part: tells the lists of one key apart.
    """
    fields = (
        f"<label>{_field('checkbox', key, code, chosen=code in chosen, part=part)}"
        f"<span>{escape(words)}</span></label>"
        for code, words in options.items()
    )
    return _group("pills", _legend(label), fields)


def one(
    key: str, label: str, options: Mapping[str, str], chosen: str, *, bare: bool = False
) -> str:
    """A choice of one code, all in sight; ``bare`` where the label need not be seen."""
    fields = (
        f"<label>{_field('radio', key, code, chosen=code == chosen)}<span>{escape(words)}</span>"
        "</label>"
        for code, words in options.items()
    )
    return _group("segments", _legend(label, "unseen" if bare else "seen"), fields)


def listed(key: str, label: str, options: Mapping[str, str], chosen: str) -> str:
    """A choice of one code of many."""
    offered = "".join(
        f'<option value="{escape(code)}"{" selected" * (code == chosen)}>{escape(words)}</option>'
        for code, words in options.items()
    )
    return (
        f'<label class="choice list"><span>{escape(label)}</span>'
        f'<select id="choice-{key}" data-key="{key}">{offered}</select></label>'
    )


def tick(key: str, code: str, label: str, *, chosen: bool, possible: bool) -> str:
    """One code of several, in a line of its own."""
    field = _field("checkbox", key, code, chosen=chosen, possible=possible)
    return f'<label class="tick">{field}{escape(label)}</label>'


def _group(name: str, legend: str, fields: Iterable[str]) -> str:
    return f'<fieldset class="choice {name}">{legend}{"".join(fields)}</fieldset>'


def _legend(label: str, name: str = "seen") -> str:
    return f'<legend class="{name}">{escape(label)}</legend>'


def _field(  # noqa: PLR0913 - each says another thing about the field
    kind: str, key: str, code: str, *, chosen: bool, possible: bool = True, part: str = ""
) -> str:
    named = "-".join(filter(None, ("choice", key, part, code)))
    # Those of one choice share a name: of radio buttons one is chosen.
    return (
        f'<input type="{kind}" id="{escape(named)}" name="choice-{key}" '
        f'data-key="{key}" value="{escape(code)}"{" checked" * chosen}'
        f"{' disabled' * (not possible)}>"
    )
