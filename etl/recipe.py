"""What decides what a warehouse holds, apart from the imports: our SQL, our format, DuckDB."""

import hashlib
from functools import cache

import duckdb

import sql

#: Raised when code, rather than a file of sql, changes what a warehouse holds.
_FORMAT = 2


@cache
def made_by() -> str:
    """Hash that every warehouse built by this release bears, and no other."""
    parts = [f"format {_FORMAT}", f"duckdb {duckdb.__version__}"]
    parts += [path + sql.model(path) for path in sql.MODELS]
    parts += sql.macros()
    parts += [name + sql.seed(name) for name in sql.seed_names()]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
