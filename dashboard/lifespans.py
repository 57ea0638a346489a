"""Services that opened or closed, beside the reports that name them: a question of data quality."""

from dataclasses import replace
from typing import Final

import pandas as pd

from dashboard import components
from dashboard.context import Page, Source
from dashboard.selection import Filters
from dashboard.tables import Column, Form

_MONTH: Final = pd.DateOffset(months=1)


def lifespans(page: Page, source: Source) -> None:
    """Which services named here have opened or closed; nothing where there is none.

    Reports outside a service's life are those of whole months before its first and after its last:
    a late report, another service of that name, or a slip.
    """
    selection = page.only(source)
    counted = page.answers.counts(selection, "contact_platform")
    services = page.answers.vocabulary("platforms")
    for end in ("valid_from", "valid_to"):
        services[end] = pd.to_datetime(services[end].replace("", None))
    services = services[services[["valid_from", "valid_to"]].notna().any(axis=1)]
    rows = services.merge(counted, left_on="code", right_on="contact_platform")
    rows = rows[rows["reports"] > 0]
    if rows.empty:
        return
    rows = rows.assign(
        label=rows["code"].map(page.labels.column("contact_platform")),
        outside=[_outside(page, selection, row) for _, row in rows.iterrows()],
    )
    forms: dict[str, Form] = {
        "valid_from": "date",
        "valid_to": "date",
        "reports": "number",
        "outside": "number",
    }
    columns = [
        Column("label", page.t("column.contact_platform")),
        *(Column(name, page.t(f"column.{name}"), form) for name, form in forms.items()),
    ]
    kept = ["contact_platform", "label", *forms]
    components.listing(page, source, "lifespans", rows[kept], columns)


def _outside(page: Page, selection: Filters, service: pd.Series) -> int:
    """Reports in the whole months before a service opened and after it closed."""
    named = replace(selection, platforms=(service["code"],))
    spans = []
    if pd.notna(service["valid_from"]):
        opened = service["valid_from"].to_period("M").to_timestamp()
        before = (opened - _MONTH).date()
        spans.append(replace(named, last=min(before, named.last or before)))
    if pd.notna(service["valid_to"]):
        closed = service["valid_to"].to_period("M").to_timestamp()
        after = (closed + _MONTH).date()
        spans.append(replace(named, first=max(after, named.first or after)))
    return sum(_reports(page, span) for span in spans)


def _reports(page: Page, selection: Filters) -> int:
    first, last = selection.first, selection.last
    if first and last and first > last:
        return 0
    return int(page.answers.counts(selection, "contact_platform")["reports"].sum())
