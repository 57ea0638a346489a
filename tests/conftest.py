"""What all tests share."""

import os

from hypothesis import settings

# A gate answers the same each time it is asked. CASESTATS_SEARCH=1 looks for examples nobody has
# seen yet, and a failing one becomes a test of its own.
settings.register_profile("same", derandomize=True)
settings.register_profile("search")
settings.load_profile("search" if os.environ.get("CASESTATS_SEARCH") else "same")
