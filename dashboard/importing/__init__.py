"""The parts of the page Import: take a file, ask, show, import, tell.

Nothing here needs a warehouse, since the first file comes before there is one.
"""
