"""Tables of counts by year that are no plan: read as they are nested, their totals and copies looked into."""
