"""What can be asked of a warehouse, by subject; ``dashboard.store`` brings all of it together."""
