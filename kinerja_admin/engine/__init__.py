"""The policy engine: policies and facts in, exact amounts and reasons out."""
