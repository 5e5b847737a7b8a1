"""Files of law: from TOML to regimes, strictly, with every problem of a file told at once."""
