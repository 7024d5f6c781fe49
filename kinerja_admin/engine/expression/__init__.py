"""One formula: from its text to a checked tree, and from the tree to a value."""
