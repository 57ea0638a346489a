"""What the index tells of each release: what is new in it, and what became of it. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboard.page.words import Period, Words
from etl.release import wording
from etl.release.model import Release
from etl.release.status import Status, statuses


@dataclass(frozen=True)
class Change:
    """Numbers that a release revised for one reason.

    Attributes:
        numbers: how many.
        level: how much that bears on use, in words.
        reason: in the reader's language.
    """

    numbers: int
    level: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """One release.

    Attributes:
        words: its own, in the reader's language.
        lang: that language.
        status: what became of it.
        begun: label of a source → its periods that are first published here, oldest first.
        changes: what it revised.
        replaces: the series that it took the place of; None if it begins none or the first.
    """

    words: Words
    lang: wording.Language
    status: Status
    begun: dict[str, list[Period]]
    changes: list[Change]
    replaces: int | None

    @property
    def release(self) -> Release:
        """The release itself."""
        return self.words.release

    @property
    def title(self) -> str:
        """What the release is called; invented figures are told first."""
        return wording.title(self.release, self.lang)

    def news(self) -> list[str]:
        """What is new in it, a sentence each."""
        t = self.words.t
        return [
            *([t("site_index.replaces", series=str(self.replaces))] if self.replaces else []),
            *(
                t("site_index.begun", source=source, periods=self._span(periods))
                for source, periods in self.begun.items()
            ),
            *(
                t("site_index.revised", n=self.words.formats.number(change.numbers),
                  level=change.level, reason=change.reason)
                for change in self.changes
            ),
        ]  # fmt: skip

    def _span(self, periods: Sequence[Period]) -> str:
        """One period by its name, several by their number and ends."""
        if len(periods) == 1:
            return periods[0].name
        formats = self.words.formats
        ends = {"first": formats.month(periods[0].start), "last": formats.month(periods[-1].end)}
        return self.words.t("site_index.periods", n=formats.number(len(periods)), **ends)


@dataclass(frozen=True)
class Series:
    """Releases of a plan that continue each other, the newest first."""

    number: int
    entries: list[Entry]


def told_of(releases: Sequence[Release], lang: wording.Language) -> list[Entry]:
    """An entry for each release, in the order given."""
    told = statuses(releases)
    return [_entry(release, told[release.name], releases, lang) for release in releases]


def archive(entries: Sequence[Entry]) -> list[Series]:
    """All releases by plan and series, the newest first."""
    ordered = sorted(entries, key=lambda entry: (entry.release.plan, -entry.release.serial))
    return [
        Series(number, [*told])
        for (_, number), told in groupby(
            ordered, key=lambda entry: (entry.release.plan, entry.release.series)
        )
    ]


def _entry(
    release: Release, status: Status, releases: Sequence[Release], lang: wording.Language
) -> Entry:
    words = Words(release, lang)
    earlier = [r for r in releases if r.plan == release.plan and r.serial < release.serial]
    begins = release.series > 1 and all(r.series < release.series for r in earlier)
    return Entry(
        words=words,
        lang=lang,
        status=status,
        begun=_begun(words, earlier),
        changes=_changes(release, lang),
        replaces=release.series - 1 if begins else None,
    )


def _begun(words: Words, earlier: Sequence[Release]) -> dict[str, list[Period]]:
    """Not by what the periods say: a new series tells old ones as its own."""
    old = {(row.source, row.period) for r in earlier for row in r.periods.itertuples()}
    begun = {
        words.sources[source]["label"]: [p for p in periods if (source, p.code) not in old]
        for source, periods in words.periods.items()
    }
    return {label: periods for label, periods in begun.items() if periods}


def _changes(release: Release, lang: wording.Language) -> list[Change]:
    """The weightiest first."""
    rows = release.revisions
    own = rows[rows["release"] == release.name]
    counted = Counter(zip(own["level"], own[f"reason_{lang}"], strict=True))
    return [
        Change(numbers, wording.level(level, lang), reason)
        for (level, reason), numbers in sorted(counted.items(), reverse=True)
    ]
