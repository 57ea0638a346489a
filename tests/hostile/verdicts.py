"""What a hostile file is, and the profile that it is sent under."""

from dataclasses import dataclass
from typing import Any

#: Stands in cells of every file; no message, log or receipt may repeat it.
CANARY = "Kanaria-4711-Canary"

#: Rows of accepted reports, as (date, age, gender).
Rows = list[tuple[str, int | None, str]]

PROFILE = """
[source]
id = "hostile-line"
label_en = "Hostile line (synthetic)"
country = "ZZ"
organisation = "Hostile line (synthetic)"
counting_unit = "report"
fiscal_year_start = 1
age_scheme = "standard"
publishable = false
settling_months = 0

[file]
format = ["csv", "xlsx", "json", "jsonl"]
unnamed_columns = "drop"
{file}

[columns.reported_date]
names = ["date"]
dates = ["iso"]

[columns.age]
names = ["age", "years"]

[columns.gender]
names = ["gender", "性別"]
required = false

[constants]
synthetic = "true"
"""

HEAD = b"date,age,gender,notes\n"
ROW = f"2025-06-01,16,male,{CANARY}\n".encode()
ROWS: Rows = [("2025-06-01", 16, "male")]


@dataclass(frozen=True)
class Hostile:
    """One file with its verdict.

    Attributes:
        what: what is hostile about it.
        name: the file's name.
        verdict: code of the refusal, or the rows that are accepted.
        file: lines of the profile's [file], beside its formats.
    """

    what: str
    name: str
    data: bytes
    verdict: str | Rows
    file: str = ""


def csv_of(what: str, data: bytes, verdict: str | Rows, file: str = "") -> Hostile:
    """A file that is called a CSV."""
    return Hostile(what, "reports.csv", data, verdict, file)


def cell_of(what: str, cell: str, verdict: str | Rows, **file: Any) -> Hostile:
    """A CSV with this text in a cell of the column gender, which is read."""
    return csv_of(what, HEAD + ROW.replace(b"male", cell.encode()), verdict, **file)
