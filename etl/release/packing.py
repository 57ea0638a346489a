"""Compressed copies of a site's files, for a web server that sends them as they are.

They stand in a folder of their own: a release's folder holds what was sealed and nothing else.
"""

import gzip
from collections.abc import Mapping
from typing import Final

#: Folder of a site that holds the compressed copy of ``path`` as ``path.gz``.
PACKED: Final = "packed"

_LEAST: Final = 512  # bytes; less fits into one packet anyway


def packed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Path of the copy → its bytes, for each file that gets smaller; the same each time."""
    copies = {
        path: gzip.compress(content, compresslevel=9, mtime=0)
        for path, content in files.items()
        if len(content) >= _LEAST
    }
    return {
        f"{PACKED}/{path}.gz": copy for path, copy in copies.items() if len(copy) < len(files[path])
    }
