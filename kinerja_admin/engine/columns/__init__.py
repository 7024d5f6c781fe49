"""A whole population in columns: the same digits and the same errors as the reference, at the speed of arrays."""
