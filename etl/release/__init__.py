"""A release: what may leave the warehouse, protected, sealed and never changed."""
