"""Services by name: since when and until when they were reported, and whether they existed then."""

from typing import Final

from dashboard import components
from dashboard.context import Page, Source, worded
from dashboard.frames import NO_ANSWER
from dashboard.tables import Column, Form

_FORMS: Final[dict[str, Form]] = {
    "reports": "number",
    "first_month": "month",
    "last_month": "month",
    "valid_from": "date",
    "valid_to": "date",
    "outside": "number",
}


def lifespans(page: Page, source: Source) -> None:
    """The services named here, most reports first, and what is known of them; nothing without any.

    Reports outside a service's life are those of an incident in a month when it did not exist: a
    slip, or another service of that name.
    """
    rows = page.of(source, page.answers.platforms(page.filters))
    rows = rows[~rows["contact_platform"].isin((*NO_ANSWER, "other"))]
    if rows.empty:
        return
    seed = page.answers.vocabulary("platforms")
    known = dict(zip(seed["code"], worded(seed, "description", page.lang), strict=True))
    rows = rows.sort_values("reports", ascending=False, kind="stable").assign(
        label=rows["contact_platform"].map(page.labels.column("contact_platform")),
        about=rows["contact_platform"].map(known),
    )
    told = {name: form for name, form in _FORMS.items() if rows[name].notna().any()}
    columns = [
        Column("label", page.t("column.contact_platform")),
        *(Column(name, page.t(f"column.{name}"), form) for name, form in told.items()),
        Column("about", page.t("column.service")),
    ]
    kept = ["contact_platform", "label", *_FORMS, "about"]
    components.listing(page, source, "lifespans", rows[kept], columns)
