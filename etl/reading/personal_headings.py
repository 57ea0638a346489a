"""Headings of columns that hold personal data by their nature: such a file is stopped.

To drop the column in silence would teach a provider that names may be sent. A profile may list
the heading in ``drop``: then somebody has decided that these files may come as they are.
"""

import re

#: A heading in Japanese is judged by its end: 被害者氏名 is a name, 氏名の有無 is none.
_JAPANESE = re.compile(
    r"(?:氏名|姓名|お名前|本名|フルネーム|ハンドルネーム|ハンドル名|(?:アカウント|ユーザー?)(?:名|ID)"
    r"|フリガナ|ふりがな|電話|電話番号|携帯|携帯番号|連絡先|メール|メールアドレス|メアド|Eメール"
    r"|住所|現住所|居所|生年月日|誕生日|個人番号|マイナンバー|口座番号|LINE ?ID|IPアドレス"
    r"|(?:^|[ の])(?:名前|氏|姓|名|カナ))[0-9]*$",
    re.IGNORECASE,
)
_PERSON = (
    "first|last|full|family|given|middle|maiden|legal|preferred|real|contact|person|victim|survivor"
    "|client|caller|child|parent|guardian|reporter|complainant|student|offender|suspect"
)
_ENGLISH = re.compile(
    rf"""\b(?:
        e\ ?mails? | e\ ?mail\ address(?:es)? | address(?:\ line)?
      | phones? | telephone | mobile | cell(?:phone)?
      | (?:phone|telephone|mobile|cell|contact)\ ?(?:number|no)
      | (?:(?:{_PERSON})(?:'?s)?\ ?)+names? | surname | nick\ ?name | alias
      | handles? | user\ ?names? | user\ ?id | screen\ ?name | account\ ?(?:name|id) | ip
      | date\ of\ birth | birth\ ?date | birthday | dob
      | (?:passport|social\ security|ssn|nhi|ird|bank\ account)(?:\ (?:number|no))?
    )(?:\ [0-9]+)?$
    | ^names?$""",
    re.VERBOSE,
)
_BRACKETS = re.compile(r"\([^()]*\)$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def is_personal(key: str) -> bool:
    """Whether the heading, as headings are compared, names a column of personal data.

    Of a path of keys the last one is judged as well: incident/name.
    """
    return any(map(_tells_a_person, {key, key.rpartition("/")[2]}))


def _tells_a_person(key: str) -> bool:
    bare = " ".join(re.split(r"[\s_./:：・-]+", _CAMEL.sub(" ", _BRACKETS.sub("", key)))).strip()
    return bool(_JAPANESE.search(bare) or _ENGLISH.search(bare.casefold()))
