"""From a provider's file to the warehouse. Everything here is confidential."""

import os

# DuckDB reads this when it is loaded, which no module does before this one. It gives memory back to
# the system a second after it was last used, and would have to ask for it again when a reader
# chooses next: that takes a tenth of the answer.
os.environ.setdefault("DUCKDB_JE_MALLOC_CONF", "dirty_decay_ms:60000")
