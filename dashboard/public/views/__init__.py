"""The public pages: one file each, from top to bottom what the reader sees."""
