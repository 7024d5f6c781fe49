"""Performance-based personnel management and pay for Indonesian regional governments."""
