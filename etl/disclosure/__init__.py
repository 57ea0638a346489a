"""What may be printed of exact counts. Pure: frames in, frames out, no database and no files.

Every count is rounded at random to a multiple of the base, the same set of reports always to the
same number, and printed only when it surely stands for enough people. Everything else, zeros too,
wears one mark. docs/disclosure.md tells the rules in plain words, and what they do not protect.
"""

from etl.disclosure.cells import TOTAL, tabulate
from etl.disclosure.keyed import record_keys, round_keyed
from etl.disclosure.merging import Merge, offered_merges
from etl.disclosure.protection import Rules, protect, sparse, union

__all__ = [
    "TOTAL",
    "Merge",
    "Rules",
    "offered_merges",
    "protect",
    "record_keys",
    "round_keyed",
    "sparse",
    "tabulate",
    "union",
]
