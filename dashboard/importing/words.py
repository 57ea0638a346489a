"""The words of the page Import: of the catalogue and of the vocabularies' seeds."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

import sql
from dashboard.text import Translate, messages, sentences, translator
from dashboard.theme import Formats
from etl.drafting.dates import ORDERS
from etl.drafting.points import DROP, Fact, Point
from etl.drafting.values import QUARANTINE
from etl.sources.profile import Source

_ENCODINGS = {"utf-8": "UTF-8", "utf-16": "UTF-16", "cp932": "CP932", "latin-1": "Latin-1"}
#: What is asked → the seed that its options are codes of.
_SEEDS = {
    "source:country": "countries",
    "source:counting_unit": "counting_units",
    "source:coverage": "coverages",
    "source:subject": "subjects",
    "age_scheme": "age_schemes",
}
_PLAIN = {DROP, QUARANTINE, *ORDERS, "yes", "no", "skip", "keep"}
_SIGNS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar", '"': "quote", "'": "apostrophe"}


@dataclass(frozen=True)
class Words:
    """One language."""

    lang: str

    @cached_property
    def t(self) -> Translate:
        """Translator of messages."""
        return translator(self.lang)

    @cached_property
    def formats(self) -> Formats:
        """Forms of numbers and dates."""
        return Formats(sentences(self.lang))

    def number(self, value: int) -> str:
        """A whole number."""
        return self.formats.number(value)

    def labels(self, seed: str) -> Mapping[str, str]:
        """Label by code of one vocabulary."""
        return _labels(seed, self.lang)

    def source(self, source: Source) -> str:
        """Name of a source."""
        return str(getattr(source, f"label_{self.lang}"))

    def evidence(self, facts: tuple[Fact, ...]) -> str:
        """Facts as one line."""
        sentences = (self.t(f"evidence.{_key(told.code)}", **self._fields(told)) for told in facts)
        return "".join(self.t("list.evidence", text=text) for text in sentences).strip()

    def point(self, point: Point) -> str:
        """What a point is about."""
        kind = point.key.partition(":")[0]
        t = self.t
        if kind == "column":
            return point.subject
        if kind == "value":
            field, _, word = point.subject.partition(":")
            return t("point.value", field=t(f"column.{field}"), word=word)
        if kind == "date_order":
            return t("point.date_order", field=t(f"column.{point.subject}"))
        return t(f"point.{point.key.replace(':', '.')}")

    def option(self, point: Point, code: str) -> str:
        """One answer that may be given to a point."""
        kind, _, rest = point.key.partition(":")
        if code in _PLAIN or kind in {"delimiter", "quote"}:
            return self.t(f"option.{_SIGNS.get(code, code)}")
        if kind == "column":
            return self.t(f"column.{code}")
        if kind == "value":
            return self.value(rest.partition(":")[0], code)
        if point.key in _SEEDS:
            return self.labels(_SEEDS[point.key])[code]
        return _ENCODINGS.get(code, code)

    def value(self, field: str, code: str) -> str:
        """A stored code of a field."""
        if field in {"consent_to_statistics", "synthetic"}:
            return self.t(f"option.{'yes' if code == 'true' else 'no'}")
        if field == "age" and ":" in code:
            scheme, _, band = code.partition(":")
            return _bands(scheme, self.lang).get(band, band)
        return self.labels(sql.VOCABULARY[field])[code] if field in sql.VOCABULARY else code

    def rule(self, code: str) -> str:
        """A rule that a row breaks."""
        return messages(self.lang).get(f"rule.{code}", code)

    def alarm(self, code: str) -> str:
        """What somebody should look at in a file that was read well."""
        return self.t(f"alarm.{_key(code)}")

    def _fields(self, told: Fact) -> dict[str, str]:
        fields = dict(told.fields)
        for name in ("n", "of"):
            if name in fields:
                fields[name] = self.number(int(fields[name]))
        if "encoding" in fields:
            fields["encoding"] = _ENCODINGS[fields["encoding"]]
        if "kinds" in fields:
            kinds = fields["kinds"].split(", ")
            fields["kinds"] = self.t("list.comma").join(
                self.t(f"personal.{_key(kind)}") for kind in kinds
            )
        return fields


def _key(code: str) -> str:
    """A code as a part of a message's key."""
    return code.replace("-", "_")


@cache
def _labels(seed: str, lang: str) -> Mapping[str, str]:
    return {row["code"]: row[f"label_{lang}"] or row["label_en"] for row in sql.seed_rows(seed)}


@cache
def _bands(scheme: str, lang: str) -> Mapping[str, str]:
    return {
        row["code"]: row[f"label_{lang}"] or row["label_en"]
        for row in sql.seed_rows("age_bands")
        if row["scheme"] == scheme
    }
