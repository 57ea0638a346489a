"""What the script is told beside the numbers: its messages and all labels in one language. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.page.words import Words


def script_words(words: Words, said: Iterable[str]) -> Mapping[str, Any]:
    """What the script says, in the reader's language: its messages by key, and all labels."""
    return {
        "release": words.release.name,
        "threshold": words.release.rules.threshold,
        "due": words.release.valid_until.isoformat(),
        "due_told": words.formats.date(words.release.valid_until),
        "lang": words.lang,
        "text": {key: words.t(key) for key in sorted(said)},
        "sources": {
            source: {"label": row["label"], "unit": row["unit"], "country": row["country_name"]}
            for source, row in words.sources.items()
        },
        "dims": words.dims,
        "meanings": {dim: words.meanings[dim] for dim in words.dims},
        "codes": words.codes_by_source,
        "periods": {
            source: [
                {
                    "code": period.code,
                    "name": period.name,
                    "axis": period.axis,
                    "year": period.year,
                    "start": period.start.toordinal(),
                    "end": period.end.toordinal(),
                    "months": period.months,
                    "of": period.start.year if period.start.year == period.end.year else None,
                }
                for period in periods
            ]
            for source, periods in words.periods.items()
        },
    }
