"""The demo newswire: a week of our own articles, served on loopback and played through the real path in seconds."""
