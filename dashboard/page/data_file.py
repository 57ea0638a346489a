"""All numbers of a release as a script: a page opened from disk may not fetch a file of data."""

import json
from collections.abc import Iterator
from itertools import product

from dashboard.page.cells import Cells, Count, breakdowns
from dashboard.page.words import Words
from etl.disclosure import TOTAL


def data_file(words: Words, cells: Cells) -> bytes:
    """``casestats.data``: breakdowns, dims, codes and cells; no label.

    The cells of a table, source and period are listed as its dims' codes are, the last dim
    fastest, each dim's total last: a number, or the sign for none. A source that does not collect
    the table has no list.
    """
    told = {
        "breakdowns": [[dims, table] for dims, table in breakdowns(words.release).items()],
        "dims": cells.dims,
        "codes": {
            source: {dim: [*labels, TOTAL] for dim, labels in dims.items()}
            for source, dims in words.codes_by_source.items()
        },
        "cells": {
            table: {
                source: {
                    period.code: [*_listed(words, cells, table, source, period.code)]
                    for period in periods
                    if cells.collected(table, source, period.code)
                }
                for source, periods in words.periods.items()
            }
            for table in cells.dims
        },
    }
    return f"casestats.data = {json.dumps(told, separators=(',', ':'))};\n".encode()


def _listed(words: Words, cells: Cells, table: str, source: str, period: str) -> Iterator[Count]:
    dims = cells.dims[table]
    for key in product(*([*words.codes[source, dim], TOTAL] for dim in dims)):
        yield cells.number(table, source, period, dict(zip(dims, key, strict=True)))
