"""Engine and session: who may see which rows, who changed what, and how the tables come to be."""
