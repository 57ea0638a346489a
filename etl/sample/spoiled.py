"""Rows that no import accepts, as every real export has a few: of known kinds, in known numbers.

The rest of such a row stays as it was, so that only this part of it is wrong.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etl.sample.layouts import Row


@dataclass(frozen=True)
class Fault:
    """What is wrong with one row.

    Attributes:
        rule: the import's reason for not accepting it.
        cells: what stands in the row instead.
        repeats: heading of the cell that repeats the row above; nobody can tell which of the two
            is right, so neither is accepted.
    """

    rule: str
    cells: Row
    repeats: str | None = None

    @property
    def rows(self) -> int:
        """How many rows it keeps out."""
        return 2 if self.repeats else 1


FAULTS: Mapping[str, Sequence[Fault]] = {
    "jp-helpline": (
        Fault("date-impossible", {"受付日": "2025/2/30"}),
        Fault("date-impossible", {"受付日": "令和7年13月1日"}),
        Fault("date-unreadable", {"受付日": "２月の連休明け"}),
        Fault("date-in-future", {"受付日": "2062/5/1"}),
        Fault("value-missing", {"受付日": ""}),
        Fault("incident-after-report", {"発生日": "2026/10/31"}),
        Fault("incident-after-report", {"発生日": "2026年10月"}),
        Fault("age-out-of-range", {"年齢": "170"}),
        Fault("age-out-of-range", {"年齢": "１７０歳"}),
        Fault("age-contradictory", {"年齢": "17-15歳"}),
        Fault("age-unreadable", {"年齢": "成人前後"}),
        Fault("amount-unreadable", {"支払額": "3万から5万"}),
        Fault("amount-negative", {"支払額": "▲5,000円"}),
        Fault("duplicate-report-id", {}, repeats="受付番号"),
    ),
    "jp-police": (
        Fault("date-impossible", {"認知年月日": "令和6年4月31日"}),
        Fault("date-in-future", {"認知年月日": "2062年5月1日"}),
        Fault("incident-after-report", {"発生年月日": "R8.10.31"}),
        Fault("age-out-of-range", {"被害者の年齢": "170歳"}),
        Fault("duplicate-report-id", {}, repeats="受理番号"),
    ),
    "nz-helpline": (
        Fault("date-impossible", {"Date reported": "31/02/2025"}),
        Fault("date-impossible", {"Date reported": "5/14/2025"}),
        Fault("date-in-future", {"Date reported": "1/06/2062"}),
        Fault("incident-after-report", {"Date of incident": "31/10/2026"}),
        Fault("age-out-of-range", {"Age group": "170"}),
        Fault("age-contradictory", {"Age group": "17 to 13"}),
        Fault("amount-unreadable", {"Amount paid (NZD)": "a few hundred"}),
        Fault("duplicate-report-id", {}, repeats="Reference"),
    ),
    "nz-police": (
        Fault("date-impossible", {"Date reported": "30/02/2025"}),
        Fault("date-ambiguous", {"Date reported": "2025-03-14T22:30:00Z"}),
        Fault("date-in-future", {"Date reported": date(2062, 6, 1)}),
        Fault("incident-after-report", {"Date occurred": date(2026, 10, 31)}),
        Fault("age-out-of-range", {"Victim age": 170}),
        Fault("amount-without-currency", {"Amount paid": 200, "Currency": ""}),
        Fault("duplicate-report-id", {}, repeats="Report number"),
    ),
}

#: Cells of consent, by source that asks for it: without consent a row is not looked at further.
_CONSENTING: Mapping[str, Row] = {
    "jp-helpline": {"統計利用の同意": "同意"},
    "nz-helpline": {"Consent to statistics": "Yes"},
}


def spoil(source: str, rows: Sequence[Row]) -> list[Row]:
    """The rows with the source's faults spread evenly over them; a row has at most one."""
    faults = FAULTS[source]
    consenting = _CONSENTING.get(source, {})
    spoiled = list(rows)
    for place, fault in enumerate(faults, start=1):
        at = place * len(rows) // (len(faults) + 1)
        above = spoiled[at - 1]
        repeated = {fault.repeats: above[fault.repeats]} if fault.repeats else {}
        spoiled[at - 1] = above | consenting
        spoiled[at] = rows[at] | consenting | fault.cells | repeated
    return spoiled
