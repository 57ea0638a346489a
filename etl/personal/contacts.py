"""Ways to reach or find a person online: e-mail, links, accounts."""

import re
from collections.abc import Iterator

from etl.personal.known import is_known

_JAPANESE = "ぁ-ヿ一-鿿"
_EMAIL = re.compile(
    rf"[^\s@<>()\[\]{{}},;:\"'、。{_JAPANESE}]{{1,64}} ?@ ?"
    rf"(?:[^\W_][\w-]{{0,62}} ?\. ?){{1,5}}[^\W\d_{_JAPANESE}]{{2,24}}"
    # Of these the ending is often left out.
    r"|[a-z0-9._+-]{1,64} ?@ ?(?:docomo|ezweb|au|softbank|i\.softbank|ymobile|gmail|icloud|yahoo"
    r"|hotmail|outlook|proton(?:mail)?|xtra)(?![a-z])",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:h..ps?|ftp|line|tg)://\S|(?<![a-z0-9])www\.[a-z0-9]", re.IGNORECASE)
_HOSTS = (
    r"(?:line|t|telegram|wa|m|kik|signal|paypal|fb) ?\. ?me|lin\.ee|linktr\.ee|lit\.link"
    r"|(?:discordapp|instagram|facebook|fb|snapchat|tiktok|x|twitter|youtube|reddit|kakao"
    r"|onlyfans|tinyurl|google|dropbox) ?\. ?com|discord ?\. ?(?:gg|com)|instagr\.am|threads\.net"
    r"|youtu\.be|vsco\.co|cash\.app|bit\.ly|goo\.gl|is\.gd|gigafile\.nu|mega\.nz|zoom\.us"
)
_LINK = re.compile(rf"(?<![a-z0-9])(?:{_HOSTS})/(?P<path>\S+)", re.IGNORECASE)
_AT_HANDLE = re.compile(r"(?<![a-z0-9_.@])@(?=[\w.]*[a-z])[a-z0-9_][a-z0-9_.]{1,29}", re.IGNORECASE)

_SERVICE = (
    r"(?:(?<![a-z])(?:line|kakao(?:talk)?|instagram|insta|ig|snapchat|snap|sc|tiktok|discord"
    r"|telegram|tg|twitter|facebook|fb|whatsapp|skype|wechat|kik|signal|viber|reddit|psn|xbox"
    r"|roblox|steam|zoom|wizz|messenger|onlyfans)(?![a-z])"
    r"|ライン|らいん|カカオ(?:トーク)?|インスタ(?:グラム)?|いんすた|スナ(?:ップ)?チャ(?:ット)?"
    r"|ティックトック|ディスコ(?:ード)?|テレグラム|ツイッター|フェイスブック|スカイプ|[裏本趣]?垢)"
)
_MARK = (
    r"(?:\b(?:id|handle|user ?name|user|acc(?:oun)?t?|name|gamer ?tag|tag)\b"
    r"|id|アイディー|アカウント名?|ユーザー(?:名|ネーム))"
)
_EQUALS = r"(?:[:=]\s*)"
_IS = r"(?:(?:は|\bis\b|→|->|-(?=\s))\s*)"
_HANDLE = r"[「『\"'<(]?@?(?P<handle>[a-z0-9_][a-z0-9_.-]{2,31}(?:#\d{4})?)"
_AFTER_SERVICE = re.compile(
    rf"{_SERVICE}(?:\([^()]{{1,12}}\))?(?P<gap>\s*)(?:の\s*)?"
    rf"(?P<mark>{_MARK}\s*{_IS}?)?(?P<equals>{_EQUALS})?(?P<is>{_IS})?{_HANDLE}",
    re.IGNORECASE,
)
_AFTER_MARK = re.compile(
    r"(?:ユーザー(?:名|ネーム|ID)|アカウント(?:名|ID)|のID|user ?name|user ?id|handle|gamer ?tag)"
    rf"\s*(?P<equals>{_EQUALS}|{_IS})?{_HANDLE}",
    re.IGNORECASE,
)
_BEFORE_SERVICE = re.compile(
    rf"(?<![\w.@])(?P<handle>[a-z][a-z0-9_.]{{3,29}})\s*(?:\bon\b|の|\(|,)\s*{_SERVICE}",
    re.IGNORECASE,
)
_LONGEST_CODE = 5
_ACCOUNT_LIKE = re.compile(r"(?=.*[a-z])(?=.*[0-9_.#]).{4,}", re.IGNORECASE)


def contact_kinds(text: str) -> Iterator[str]:
    """Yield the kinds of contacts found in a tidied text; a kind may come twice."""
    if "@" in text:
        if _EMAIL.search(text):
            yield "email"
        if _AT_HANDLE.search(text):
            yield "handle"
    if _URL.search(text) or any(not is_known(found["path"]) for found in _LINK.finditer(text)):
        yield "url"
    if any(_names_an_account(found) for found in _AFTER_SERVICE.finditer(text)):
        yield "handle"
    if any(
        _is_no_word(found["handle"]) if found["equals"] else _is_account_like(found["handle"])
        for found in _AFTER_MARK.finditer(text)
    ):
        yield "handle"
    if any(_is_account_like(found["handle"]) for found in _BEFORE_SERVICE.finditer(text)):
        yield "handle"


def may_be_account(word: str) -> bool:
    """Whether a word that stands alone may be somebody's account, rather than a code: yuki_s07.

    Codes are short or written in capitals: SNS_01, cat-4.
    """
    return len(word) > _LONGEST_CODE and not word.isupper() and _is_account_like(word)


def _names_an_account(found: re.Match[str]) -> bool:
    """Whether what follows a service's name is an account, not a word or a number about it."""
    if found["mark"] or found["equals"]:
        return _is_no_word(found["handle"])
    return bool(found["gap"] or found["is"]) and _is_account_like(found["handle"])


def _is_no_word(handle: str) -> bool:
    """Whether this is neither a number, a site nor made of words of the vocabularies."""
    return (
        any(map(str.isalpha, handle))
        and not handle.lower().endswith(".com")
        and not is_known(handle.strip("._-"))
    )


def _is_account_like(handle: str) -> bool:
    return bool(_ACCOUNT_LIKE.fullmatch(handle)) and _is_no_word(handle)
