"""Charts of a release as SVG text, drawn when it is made.

``scripts/drawing.js`` draws the same, letter by letter, from what a reader chooses.
"""
