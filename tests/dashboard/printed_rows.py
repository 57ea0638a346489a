"""Rows of the seed of published figures, as tests need them."""

import pandas as pd

from dashboard import figures
from dashboard.text import translator
from dashboard.theme import Formats

WORDS = {
    "measure": {"calls": "Calls"},
    "dimension": {"total": "Total", "gender": "Gender"},
    "category": {"all": "All", "all_provisional": "All, provisional", "male": "Male"},
    "unit": {"reports": "Reports", "percent": "Per cent"},
    "year_kind": {"calendar": "Calendar year", "fiscal_apr": "Fiscal year", "month": "Month"},
    "status": {"unknown": "Not stated", "provisional": "Provisional", "final": "Final"},
    "confidence": {"read": "Read", "secondary": "Second hand", "unsure": "Unsure"},
}
USUAL = {
    "country": "JP",
    "measure": "calls",
    "dimension": "total",
    "category": "all",
    "unit": "reports",
    "definition": "calls that were answered",
    "source": "Line (線)",
    "title": "Annual report",
    "published": "2024-03-14",
    "url": "https://example.org/report",
    "confidence": "read",
    "year_kind": "calendar",
    "status": "unknown",
    "conflict_group": "",
}


def year(number: int, value: str, **changes: str) -> dict[str, str]:
    """One print of a calendar year."""
    days = {"period_start": f"{number}-01-01", "period_end": f"{number}-12-31"}
    return {"id": f"X-{number}-{value}", **USUAL, **days, "value": value, **changes}


def told(*rows: dict[str, str], lang: str = "en") -> pd.DataFrame:
    """These prints in words."""
    frame = pd.DataFrame(rows)
    frame[["period_start", "period_end"]] = frame[["period_start", "period_end"]].apply(
        pd.to_datetime
    )
    names = {"Line (線)": "Line"}
    return figures.printed(frame, WORDS, names, t=translator(lang), formats=Formats(lang))
