"""What all tests share."""

import os

from hypothesis import settings

# A gate answers the same each time it is asked. CASESTATS_SEARCH=1 looks for examples nobody has
# seen yet, and a failing one becomes a test of its own. How long one takes is the machine's affair.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None)
settings.load_profile("search" if os.environ.get("CASESTATS_SEARCH") else "same")
