"""Which encoding a file is in, from how it decodes in each. Pure."""

import codecs
import re

from etl.drafting.points import Fact, Point, fact
from etl.drafting.trials import TRIED, Trials
from etl.errors import RefusedInput
from etl.personal import findings

_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_JAPANESE = re.compile(r"[぀-ヿ㐀-鿿々ｦ-ﾟ]+")
_SAMPLE = 40


def encoding_point(trials: Trials, head: bytes) -> Point:
    """The encoding of a text file.

    Args:
        trials: of the whole file.
        head: its first bytes.

    Raises:
        RefusedInput: encoding-unknown: it is in none that casestats reads.
    """
    mark = next((name for mark, name in _MARKS.items() if head.startswith(mark)), None)
    utf8, cp932 = (trials.failures[name] for name in TRIED)
    if mark:
        return _point(mark, fact("encoding-mark", encoding=mark))
    if trials.ascii:
        return _point("utf-8", fact("encoding-ascii"))
    if utf8 is None:
        return _point("utf-8", fact("encoding-decodes", encoding="utf-8"))
    failed = fact("encoding-fails", encoding="utf-8", byte=utf8)
    latin = [fact("encoding-latin")]
    if trials.controls:
        latin.append(fact("encoding-controls", n=trials.controls))
    if cp932 is not None and not trials.controls:
        return _point(
            "latin-1", failed, fact("encoding-fails", encoding="cp932", byte=cp932), *latin
        )
    if cp932 is not None:
        raise RefusedInput(
            "The file is in none of the encodings that are read: UTF-8, UTF-16, CP932, Latin-1",
            remedy="Open it in the program that made it and save it as CSV in UTF-8",
            code="encoding-unknown",
        )
    decodes = fact("encoding-decodes", encoding="cp932")
    if trials.controls and _is_japanese(head.decode("cp932", errors="ignore")):
        return _point("cp932", decodes, failed, *latin)
    samples = (
        fact("encoding-reads", encoding=name, sample=_first_line(head, name))
        for name in ("cp932", "latin-1")
    )
    return _point(None, decodes, failed, *latin, *samples)


def _point(value: str | None, *evidence: Fact) -> Point:
    return Point("encoding", value, evidence, ("utf-8", "utf-16", "cp932", "latin-1"))


def _is_japanese(text: str) -> bool:
    """Whether most Japanese characters stand side by side, as they do in Japanese words.

    Where a Western text is misread as CP932, single kanji stand between Latin letters.
    """
    runs = [len(run) for run in _JAPANESE.findall(text)]
    return 2 * sum(length for length in runs if length > 1) > sum(runs)


def _first_line(head: bytes, encoding: str) -> str:
    line = head.decode(encoding, errors="ignore").lstrip().partition("\n")[0]
    sample = "".join(sign for sign in line if sign.isprintable())[:_SAMPLE]
    return "…" if findings(sample) else sample
