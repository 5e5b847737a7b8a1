"""The other official classifications, each its own: what BPS, the tax office or a loan programme calls small."""
