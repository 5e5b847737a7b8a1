"""The formulas: every published definition of naik kelas as data, and the parts that a user's own is made of."""
