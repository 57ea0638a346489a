"""How a release is called and described wherever machines or people look it up."""

from typing import Final, Literal

from etl.release.model import Release

Language = Literal["en", "ja"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "ja")

KEYWORDS: Final = (
    "sextortion",
    "image-based sexual abuse",
    "online safety",
    "help line",
    "police",
    "セクストーション",
    "性的脅迫",
)

_LABELS: Final = {
    "en": ("Synthetic data", "Partly synthetic data"),
    "ja": ("架空のデータ", "一部が架空のデータ"),
}
_SYNTHETIC: Final = {
    "en": "{label}, made up by a program: {sources}. They describe nobody: do not cite them.",
    "ja": "{label}です。次の報告はプログラムで作ったもので、実在の人や事案とは関係がありません："
    "{sources}。引用しないでください。",
}
_LEVELS: Final = {
    "en": {
        "I": "no figure was wrong; use is not affected",
        "II": "no figure was wrong; use is affected",
        "III": "figures were wrong; no serious effect on use",
        "IV": "figures were wrong; serious effect on use",
    },
    "ja": {
        "I": "数値の誤りなし、利用上の支障なし",
        "II": "数値の誤りなし、利用上の支障あり",
        "III": "数値の誤りあり、利用上の重大な影響なし",
        "IV": "数値の誤りあり、利用上の重大な影響あり",
    },
}
_ABOUT: Final = {
    "en": "Reports of sextortion that organisations received, by half-year or quarter of receipt. "
    "Each organisation counts in its own unit: never add two of them together. Counts are rounded "
    "to a multiple of {base}, and a count below {threshold} is not shown. "
    "As of {as_of}.",
    "ja": "各機関が受理したセクストーションの報告件数を、受理した半期または四半期ごとに示します。"
    "集計単位は機関ごとに異なるため、機関をまたいで合計しないでください。件数は{base}の倍数に"
    "丸め、{threshold}未満の件数は表示しません。{as_of}時点。",
}


def title(release: Release, language: Language) -> str:
    """The title, behind its label when figures are invented."""
    told = release.title_ja if language == "ja" else release.title_en
    if not release.synthetic:
        return told
    label = _label(release, language)
    return f"【{label}】{told}" if language == "ja" else f"{label}: {told}"


def synthetic(release: Release, language: Language) -> str:
    """One sentence on which sources are invented; empty when none is."""
    if not release.synthetic:
        return ""
    invented = release.sources.loc[release.sources["synthetic"], f"label_{language}"]
    sources = ("、" if language == "ja" else "; ").join(invented)
    return _SYNTHETIC[language].format(label=_label(release, language), sources=sources)


def description(release: Release, language: Language) -> str:
    """What it is in a few sentences; invented figures are told first."""
    rules = release.rules
    about = _ABOUT[language].format(
        base=rules.base, threshold=rules.threshold, as_of=release.as_of.isoformat()
    )
    between = "" if language == "ja" else " "
    return between.join(part for part in (synthetic(release, language), about) if part)


def level(code: str, language: Language) -> str:
    """A level of impact and what it means."""
    meaning = _LEVELS[language][code]
    return f"レベル{code}（{meaning}）" if language == "ja" else f"level {code} ({meaning})"


def citation(release: Release, language: Language) -> str:
    """How to cite the release; invented figures say that they are not to be cited."""
    japanese = language == "ja"
    by = release.publisher or ("、" if japanese else "; ").join(
        dict.fromkeys(release.sources[f"label_{language}"])
    )
    told = title(release, language)
    as_of = release.as_of.isoformat()
    if japanese:
        return f"{by}「{told}」{release.name}、{as_of}時点（協定世界時）、{release.licence}"
    return f"{by}. {told}. Release {release.name}, as of {as_of} (UTC). {release.licence}."


def licence_address(release: Release) -> str:
    """Where the licence is told, by its SPDX identifier."""
    return f"https://spdx.org/licenses/{release.licence}.html"


def _label(release: Release, language: Language) -> str:
    all_of_it, part_of_it = _LABELS[language]
    return all_of_it if release.sources["synthetic"].all() else part_of_it
