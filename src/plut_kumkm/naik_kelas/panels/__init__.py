"""The panel: the same enterprises over several years, with everything that makes their comparison doubtful."""
