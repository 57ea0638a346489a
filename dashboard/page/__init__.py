"""A release as one web page in each language, with its charts, its tables and a little script."""

from dashboard.page.rendering import render

__all__ = ["render"]
