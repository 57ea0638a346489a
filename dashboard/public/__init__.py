"""The dashboard over a public release: printed numbers are selected, and no report is at hand."""
