"""The UMKM and the cooperative: records, facts, size tiers, record checks."""
