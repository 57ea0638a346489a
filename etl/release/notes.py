"""What people read beside the tables: notes in both languages, and how to check the folder."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from string import Template
from typing import Final

from etl.release import signing, wording
from etl.release.model import Release
from etl.release.wording import Language

#: The file that tells how to check the folder.
VERIFY: Final = "verify.txt"

#: The files of notes, and their languages.
NAMES: Final[Mapping[str, Language]] = {"notes.md": "en", "notes.ja.md": "ja"}

_TEXTS: Final = files("etl.release") / "text"

_WORDS: Final = {
    "en": {
        "source": "- **{label}** ({country}), in the unit “{unit}”: {first} to {last}",
        "table": "- `tables/{name}.csv`: by {by}",
        "whole": "source and period only",
        "first": "This is the first release.",
        "same": "No number of an earlier release has changed.",
        "revised": "- {count:,} numbers of earlier releases, {level}: {reason}",
        "new": "- {label}, new: {periods}",
        "contact": "Questions: {contact}",
        "and": ", ",
    },
    "ja": {
        "source": "- **{label}**（{country}）：集計単位は「{unit}」、{first}〜{last}",
        "table": "- `tables/{name}.csv`：{by}",
        "whole": "提供元と期間のみ",
        "first": "これが最初の公表です。",
        "same": "以前に公表した数値に変更はありません。",
        "revised": "- 以前に公表した数値のうち{count:,}個、{level}：{reason}",
        "new": "- {label}の新しい期間：{periods}",
        "contact": "問い合わせ先：{contact}",
        "and": "、",
    },
}  # fmt: skip


def notes(release: Release) -> dict[str, bytes]:
    """Name in the folder → notes, one file a language."""
    return {name: _notes(release, language) for name, language in NAMES.items()}


def how_to_verify(release: Release, *, public_key: str, files: int) -> bytes:
    """The three commands, and the key.

    Args:
        release: which.
        public_key: that signs it.
        files: how many there will be in the folder, all of them counted.
    """
    return _filled(
        VERIFY,
        name=release.name,
        namespace=signing.NAMESPACE,
        signer=signing.SIGNER,
        files=files,
        public_key=public_key,
        fingerprint=signing.fingerprint(public_key),
    )


def _notes(release: Release, language: Language) -> bytes:
    synthetic = wording.synthetic(release, language)
    contact = _WORDS[language]["contact"].format(contact=release.contact)
    return _filled(
        f"notes.{language}.md",
        title=wording.title(release, language),
        synthetic=f"> **{synthetic}**\n\n" if synthetic else "",
        name=release.name,
        as_of=release.as_of.isoformat(),
        valid_until=release.valid_until.isoformat(),
        licence=release.licence,
        k=release.rules.k,
        base=release.rules.base,
        threshold=release.rules.threshold,
        targets=f"{release.attack['targets']:,}",
        masked=f"{release.attack['masked']:,}",
        sources="\n".join(_sources(release, language)),
        tables="\n".join(_tables(release, language)),
        changed="\n".join(_changed(release, language)),
        citation=wording.citation(release, language),
        contact=contact if release.contact else "",
    )


def _filled(file: str, **values: object) -> bytes:
    text = Template((_TEXTS / file).read_text(encoding="utf-8")).substitute(values)
    return (text.rstrip() + "\n").encode()


def _sources(release: Release, language: Language) -> Iterator[str]:
    for row in release.sources.to_dict("records"):
        periods = release.periods[release.periods["source"] == row["source"]]
        if len(periods):
            yield _WORDS[language]["source"].format(
                label=row[f"label_{language}"],
                country=row[f"country_{language}"],
                unit=row[f"unit_{language}"],
                first=periods["start"].min().date(),
                last=periods["end"].max().date(),
            )


def _tables(release: Release, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    labels = release.dimensions.set_index("dimension")[f"label_{language}"]
    for table in release.tables:
        by = words["and"].join(labels[dim] for dim in table.dims) or words["whole"]
        yield words["table"].format(name=table.name, by=by)


def _changed(release: Release, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    if release.previous is None:
        yield words["first"]
        return
    own = release.revisions[release.revisions["release"] == release.name]
    if own.empty:
        yield words["same"]
        yield ""
    counts = own.value_counts(["level", f"reason_{language}"]).sort_index()
    for (level, reason), count in dict(counts).items():
        told = wording.level(level, language)
        yield words["revised"].format(count=count, level=told, reason=reason)
    new = release.periods[release.periods["release"] == release.name]
    labels = release.sources.set_index("source")[f"label_{language}"]
    for source, rows in new.groupby("source", sort=False):
        periods = words["and"].join(rows["period"])
        yield words["new"].format(label=labels[source], periods=periods)
