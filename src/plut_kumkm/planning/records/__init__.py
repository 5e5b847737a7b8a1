"""The records of plans: what was planned, with which money, and what came of it."""
