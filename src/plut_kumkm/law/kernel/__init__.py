"""The kernel of rules: a closed set of nodes that decide one record, explain it, and write themselves as columns."""
