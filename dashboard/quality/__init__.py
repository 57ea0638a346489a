"""What a reader must know to trust a month, and whoever asks a provider for a better file."""
