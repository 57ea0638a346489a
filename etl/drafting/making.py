"""Makes the draft: what the file suggests and what a person has answered, as one profile. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etl import sources, vocabulary
from etl.drafting import dates
from etl.drafting.describing import source_of, source_points
from etl.drafting.examining import Examined
from etl.drafting.matching import column_points
from etl.drafting.points import DROP, Answers, Point, fact
from etl.drafting.preview import NOTHING, Preview, Trouble, preview_of, troubles_of
from etl.drafting.table import Column, Table
from etl.drafting.values import Hidden, aliases_of, value_points
from etl.normalise import nfkc
from etl.sources import Profile, Source


@dataclass(frozen=True)
class Draft:
    """A profile on its way.

    Attributes:
        points: how the file is read, what its columns are and who counts, in this order.
        words: those that are not in our vocabulary, each with what it becomes.
        hidden: such words that are not shown.
        profile: what the points say so far; None until the file can be read.
        preview: the first rows as the profile reads them.
        troubles: rules that rows would break, most rows first.
    """

    points: Sequence[Point]
    words: Sequence[Point] = ()
    hidden: Sequence[Hidden] = ()
    profile: Profile | None = None
    preview: Preview = NOTHING
    troubles: Sequence[Trouble] = ()

    @property
    def questions(self) -> list[Point]:
        """The points that only a person can answer."""
        return [point for point in self.points if point.open]


def make(
    examined: Examined, answers: Answers, known: Mapping[str, Source], *, today: date
) -> Draft:
    """Turn what was seen and what was answered into a draft.

    Args:
        examined: the file.
        answers: key of a point → the answer.
        known: id → source, for all sources that exist.
        today: the day on which the file would be received.

    Raises:
        UsageError: an answer is none of the options.
    """
    table = examined.table
    if table is None:
        return Draft(examined.points)
    answers = _with_date(answers)
    matched = _once_each(column_points(table, answers))
    fed = {point.value: point.subject for point in matched if point.value not in {None, DROP}}
    columns = {field: table.column(heading) for field, heading in fed.items() if field}
    told = [*matched, *_missing_date(matched, table), *_order_points(columns, answers)]
    told += _currency_points(columns, answers)
    who = source_points(answers, known, columns["age"].values if "age" in columns else ())
    source = source_of(who, known)
    values, hidden = value_points(columns, source.age_scheme, answers)
    points = [*examined.points, *told, *who]
    profile = _profile(examined, source, columns, {p.key: p.value for p in points})
    profile = replace(profile, aliases=aliases_of(values))
    return Draft(
        points,
        values,
        hidden,
        profile,
        preview_of(table, profile, today=today),
        troubles_of(columns, profile, today=today),
    )


def known_sources(profiles: Sequence[Profile]) -> dict[str, Source]:
    """Id → source of these profiles."""
    return {profile.source.code: profile.source for profile in profiles}


def _once_each(points: Sequence[Point]) -> list[Point]:
    """The points of columns; a field that two of them were answered to feed is open again."""
    counts = Counter(point.value for point in points)
    return [
        replace(point, value=None, evidence=(*point.evidence, fact("fields-alike")))
        if point.value != DROP and counts[point.value] > 1
        else point
        for point in points
    ]


def _with_date(answers: Answers) -> Answers:
    """The answers, that which names the column of the report's date given to this column."""
    heading = answers.get("reported_date")
    return {**answers, f"column:{heading}": "reported_date"} if heading else answers


def _missing_date(points: Sequence[Point], table: Table) -> list[Point]:
    """A question as long as no column is the date of the report, nor asked to be."""
    if any(point.value == "reported_date" for point in points):
        return []
    asked = [p for p in points if p.open and "reported_date" in p.options[:2]]
    dated = [c.heading for c in table.columns if c.heading and dates.share(c.values)[0]]
    told = (fact("reported-missing"),)
    return [] if asked else [Point("reported_date", None, told, tuple(dated))]


def _order_points(columns: Mapping[str, Column], answers: Answers) -> list[Point]:
    fields = [field for field in ("reported_date", "incident_date") if field in columns]
    found = (dates.order_point(field, columns[field].values) for field in fields)
    return [point.settled(answers) for point in found if point]


def _currency_points(columns: Mapping[str, Column], answers: Answers) -> list[Point]:
    """The currency of amounts that stand beside none."""
    if "amount_paid" not in columns or "currency" in columns:
        return []
    codes = vocabulary.allowed("currency")
    column = columns["amount_paid"]
    texts = [nfkc(text) for text in (column.heading, *column.values)]
    named = {code for code in codes if any(code in text for text in texts)}
    named |= {"JPY"} if any("円" in text for text in texts) else set()
    evidence = fact("amount-currency" if len(named) == 1 else "amount-unnamed")
    value = named.pop() if len(named) == 1 else None
    return [Point("currency", value, (evidence,), codes).settled(answers)]


def _profile(
    examined: Examined,
    source: Source,
    columns: Mapping[str, Column],
    values: Mapping[str, str | None],
) -> Profile:
    fed = {column.heading for column in columns.values()}
    there = examined.table.columns if examined.table else ()
    headings = [column.heading for column in there]
    file = replace(
        examined.file,
        drop=tuple(heading for heading in headings if heading and heading not in fed),
        unnamed_columns="refuse" if all(headings) else "drop",
    )
    mapped = [
        sources.Column(
            field,
            (columns[field].heading,),
            dates=dates.declared(columns[field].values, values.get(f"date_order:{field}"))
            if field in {"reported_date", "incident_date"}
            else (),
        )
        for field in sources.FIELDS
        if field in columns
    ]
    currency = values.get("currency")
    return Profile(
        id="draft",
        source=source,
        file=file,
        columns=tuple(mapped),
        aliases={},
        constants={"currency": currency} if currency else {},
        filter=None,
        sha256="",
    )
