"""Source profiles: how one provider's files are to be read. One TOML file a profile.

``load`` reads and checks a profile, ``available`` lists them. How to write one: docs/profiles.md.
"""

from etl.sources.loader import available, load
from etl.sources.profile import FIELDS, Column, FileFormat, Filter, Profile, Source

__all__ = [
    "FIELDS",
    "Column",
    "FileFormat",
    "Filter",
    "Profile",
    "Source",
    "available",
    "load",
]
