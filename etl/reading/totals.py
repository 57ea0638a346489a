"""Rows of totals: a table of sums sent as a list of reports must not be counted as reports."""

import re
import unicodedata

#: Words that head a row of totals, or of a part of the row above; without spaces and brackets.
_TOTAL = re.compile(
    r"計|合計|総計|小計|累計|総数|総合計|男女計"
    r"|(?:grand|overall|sub-?)?totals?"
    r"|うち(?!の).{0,12}|内訳|再掲|ofwhich.{0,30}"
)
_AROUND = re.compile(r"[\s()\[\]【】〔〕<>「」:*]+")
_MOST = 60  # characters; the head of a row of totals is short

#: Signs that the first cell of such a row may begin with: those of the words …
FIRST_SIGNS = "計合総小累男う内再gostGOSTｇｏｓｔＧＯＳＴ"
#: … and those that may stand before them.
SIGNS_BEFORE = " \t\u3000()[]（）［］【】〔〕<>＜＞「」｢｣:*：＊"


def is_total(text: str) -> bool:
    """Whether the text is a word for a total or for a part of one: 合　計, Sub-total, うち男性."""
    if not text or len(text) > _MOST:
        return False
    key = _AROUND.sub("", unicodedata.normalize("NFKC", text).casefold())
    return _TOTAL.fullmatch(key) is not None
