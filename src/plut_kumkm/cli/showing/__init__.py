"""What the commands print: pages, tables of law, the bar of progress."""
