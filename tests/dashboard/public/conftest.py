"""A small release with masked cells, sealed."""

from dataclasses import replace

import pandas as pd
import pytest

from etl.release.model import MASKED, Release, Table
from tests.public_app import sealed
from tests.release_example import example

#: Numbers below this are masked, so that every page has some.
LEAST = 40


def masked_example() -> Release:
    tables = []
    for table in example().tables:
        cells = table.cells.copy()
        small = (cells["reports"] < LEAST).fillna(value=False)
        cells.loc[small, "reports"] = pd.NA
        cells.loc[small, "mark"] = MASKED
        tables.append(Table(table.name, table.dims, cells))
    return replace(example(), tables=tuple(tables))


@pytest.fixture(scope="session")
def public(tmp_path_factory):
    """Settings with reports-1.2 as the latest release."""
    second = masked_example()
    first = replace(second, serial=1, previous=None)
    return sealed(tmp_path_factory.mktemp("public"), first, second)
