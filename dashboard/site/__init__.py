"""The pages over all releases of a site: index, redirect, feed, status. Plain static files."""

from dashboard.site.rendering import render

__all__ = ["render"]
