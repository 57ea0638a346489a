"""Errors of the machine and of DuckDB, told as ours: theirs may hold a value of a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.errors import IntegrityError, MachineError


@contextmanager
def errors_told(work: str, *, where: Path, left: str) -> Iterator[None]:
    """Turn errors of the machine and of DuckDB into ours.

    Args:
        work: import, build or withdrawal; the errors' codes begin with it.
        where: the folder that is written to.
        left: in what state things are left, as the end of a sentence.
    """
    try:
        yield
    except (OSError, duckdb.OperationalError, duckdb.FatalException):
        raise MachineError(
            f"The {work} could not be finished: no space, no memory or no permission.",
            where=str(where),
            remedy=f"Free some space and try again; {left}",
            code=f"{work}-failed",
        ) from None
    except duckdb.Error as error:
        raise IntegrityError(
            f"The {work} could not be finished ({type(error).__name__}).",
            where=str(where),
            remedy=f"Please report this as a defect; {left}",
            code=f"{work}-defect",
        ) from None
