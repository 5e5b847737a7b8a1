"""How formulas are measured on a panel, by groups, and put side by side."""
