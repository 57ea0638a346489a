"""The notice that tells readers of an earlier release which of its numbers hold no more."""

from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from etl.disclosure import TOTAL
from etl.release import wording
from etl.release.model import Release
from etl.release.revisions import ADDED, LEVELS, compare
from etl.release.wording import Language

_WORDS: Final = {
    "en": {
        "heading": "# Revised figures: {title}",
        "lead": "Release **{new}** (as of {as_of}, UTC) replaces numbers of **{old}**. "
        "Impact: {level}.",
        "none": "Release **{new}** changes no number of **{old}**.",
        "recall": "**Please do not use the old figures any more.** If you have published them, "
        "tell your readers and us.",
        "reason": "## Why",
        "reason_row": "- {level}: {reason}",
        "table": "## What changed\n\n| source | period | cell | old | new |\n|---|---|---|--:|--:|",
        "all": "all reports",
        "part": "{dim}: {code}",
        "no_number": "no number",
        "do": "The old release stays where it is, unchanged. Cite the new one: {citation}",
        "contact": "Questions: {contact}",
        "and": ", ",
    },
    "ja": {
        "heading": "# 数値の改定のお知らせ：{title}",
        "lead": "**{new}**（{as_of}時点、協定世界時）で、**{old}** の一部の数値を改めました。"
        "影響度：{level}",
        "none": "**{new}** で、**{old}** から改めた数値はありません。",
        "recall": "**改定前の数値は使わないでください。** 公表や報道に使われた方は、読者への訂正と"
        "当方へのご連絡をお願いします。",
        "reason": "## 改定の理由",
        "reason_row": "- {level}：{reason}",
        "table": "## 改定した数値\n\n| 提供元 | 期間 | 対象 | 改定前 | 改定後 |\n"
        "|---|---|---|--:|--:|",
        "all": "すべての報告",
        "part": "{dim}：{code}",
        "no_number": "数値なし",
        "do": "改定前の公表も、そのまま残します。引用には新しい公表をお使いください：{citation}",
        "contact": "問い合わせ先：{contact}",
        "and": "、",
    },
}


def notice(old: Release, new: Release, language: Language) -> str:
    """Markdown: which numbers of the earlier release changed, why, and how grave that is."""
    words = _WORDS[language]
    changes = compare(old, new)
    changes = changes[changes["kind"] != ADDED]
    facts = {"old": old.name, "new": new.name, "as_of": new.as_of.isoformat()}
    paragraphs = [words["heading"].format(title=wording.title(new, language))]
    if synthetic := wording.synthetic(new, language):
        paragraphs.append(f"> **{synthetic}**")
    if changes.empty:
        return "\n\n".join([*paragraphs, words["none"].format(**facts)]) + "\n"
    gravest = max(changes["level"], key=_grade)
    paragraphs.append(words["lead"].format(level=_level(gravest, language), **facts))
    if gravest == LEVELS[-1]:
        paragraphs.append(words["recall"])
    paragraphs += [words["reason"], "\n".join(_reasons(changes, language))]
    paragraphs.append("\n".join([words["table"], *_lines(old, new, changes, language)]))
    paragraphs.append(words["do"].format(citation=wording.citation(new, language)))
    if new.contact:
        paragraphs.append(words["contact"].format(contact=new.contact))
    return "\n\n".join(paragraphs) + "\n"


def _grade(level: str) -> int:
    return LEVELS.index(level) if level in LEVELS else -1


def _level(level: str, language: Language) -> str:
    return wording.level(level, language) if level in LEVELS else "–"


def _reasons(changes: pd.DataFrame, language: Language) -> Iterator[str]:
    reasons = changes[["level", f"reason_{language}"]].drop_duplicates()
    for level, reason in reasons.itertuples(index=False):
        yield _WORDS[language]["reason_row"].format(level=_level(level, language), reason=reason)


def _lines(old: Release, new: Release, changes: pd.DataFrame, language: Language) -> Iterator[str]:
    """The rows of the table of changed cells, in the readers' words."""
    words = _WORDS[language]
    label = f"label_{language}"
    # What a release no longer has is called as it was called before.
    sources = _labels([old.sources, new.sources], ["source"], label)
    dims = _labels([old.dimensions, new.dimensions], ["dimension"], label)
    codes = _labels([old.codes, new.codes], ["source", "dimension", "code"], label)
    for row in changes.to_dict("records"):
        chosen = [part.split("=") for part in row["cell"].split(";") if part]
        parts = [
            words["part"].format(dim=dims[dim], code=codes[row["source"], dim, code])
            for dim, code in chosen
            if code != TOTAL
        ]
        told = (
            sources[row["source"]],
            row["period"],
            words["and"].join(parts) or words["all"],
            *(words["no_number"] if pd.isna(row[at]) else f"{row[at]:,}" for at in ("old", "new")),
        )
        yield f"| {' | '.join(told)} |"


def _labels(frames: list[pd.DataFrame], key: list[str], label: str) -> dict[Any, str]:
    both = pd.concat(frames).drop_duplicates(key, keep="last")
    return dict(both.set_index(key)[label])
