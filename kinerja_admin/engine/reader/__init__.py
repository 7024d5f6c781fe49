"""Tree → policy, collecting every finding."""
