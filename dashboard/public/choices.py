"""What a public page lets its reader choose beside the filters: columns of the release's tables."""

from collections.abc import Iterable

from dashboard import controls, sheet
from dashboard.public.page import PublicPage


def column(page: PublicPage, key: str, offered: Iterable[str], *, label: str) -> str:
    """Offer these columns; the chosen one, the first where another is asked for; empty for none."""
    names = {name: page.column(name) for name in offered if name != "none"}
    if "none" in offered:
        names = {"none": page.t("crosstab.third.none"), **names}
    if not names:
        return ""
    asked = page.options[key]
    chosen = asked if asked in names else next(iter(names))
    sheet.html(controls.listed(key, label, names, chosen))
    return chosen
