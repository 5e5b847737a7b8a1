"""From a KBLI code to a subsector: the mapping, the verdict, and conversions between versions as far as sourced."""
