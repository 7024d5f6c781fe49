"""What staff see: sqladmin behind one door, and the screens that are not tables."""
