"""What a reader sees: pages over a warehouse, exact, or over a release, public."""
