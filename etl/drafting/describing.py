"""Who counts: an existing source, or a new one told point by point. Pure."""

import re
from collections.abc import Collection, Mapping

import sql
from etl.drafting import ages
from etl.drafting.points import Answers, Point, fact
from etl.sources import Source

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_MONTHS = tuple(str(month) for month in range(1, 13))
_LISTED_LAST = 1000


def source_points(
    answers: Answers, known: Collection[str], age_texts: Collection[str]
) -> list[Point]:
    """The points about the source; only its id when it is a known one.

    Args:
        answers: what a person has said.
        known: ids of the sources that exist.
        age_texts: distinct texts of the column of ages.

    Raises:
        UsageError: an answer is none of the options.
    """
    source = Point("source", None).settled(answers)
    if source.value and not _ID.fullmatch(source.value):
        source = Point("source", None, (fact("source-id"),))
    if source.value in known:
        return [source]
    label = answers.get("source:label_en", "")  # also the Japanese name, unless that is told
    cautious, usual = (fact("usual-cautious"),), (fact("usual-one"),)
    points = [
        Point("source:label_en", None),
        Point("source:label_ja", label),
        Point("source:organisation", label),
        Point("source:country", None, options=sql.codes("countries")),
        Point("source:subject", None, options=sql.codes("subjects")),
        Point("source:counting_unit", None, options=sql.codes("counting_units")),
        Point("source:fiscal_year_start", None, options=_MONTHS),
        ages.scheme_point(age_texts),
        Point("source:coverage", "unknown", cautious, sql.codes("coverages")),
        Point("source:publishable", "no", cautious, ("yes", "no")),
        Point("source:settling_months", "1", usual, tuple(str(n) for n in range(25))),
    ]
    return [source, *(point.settled(answers) for point in points)]


def source_of(points: Collection[Point], known: Mapping[str, Source]) -> Source:
    """The source that the points tell; what is still open is blank."""
    values = {point.key.removeprefix("source:"): point.value or "" for point in points}
    if values["source"] in known:
        return known[values["source"]]
    return Source(
        code=values["source"],
        label_en=values["label_en"],
        label_ja=values["label_ja"],
        label_mi=values["label_en"],
        country=values["country"] or "ZZ",
        organisation=values["organisation"],
        counting_unit=values["counting_unit"],
        fiscal_year_start=int(values["fiscal_year_start"] or 1),
        age_scheme=values["age_scheme"] or "standard",
        publishable=values["publishable"] == "yes",
        settling_months=int(values["settling_months"]),
        sort_order=_LISTED_LAST,
        coverage=values["coverage"],
        subject=values["subject"],
    )
