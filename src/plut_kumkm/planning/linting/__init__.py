"""The linter of plans: written rules, each for one kind of defect that plans and reports are printed with."""
