"""User files as offices keep them: header, units and records found, cells read into typed values, the rest named.

Knows cells and the field catalogue, and no rule of law.
"""

from plut_kumkm.tables.columns import Column
from plut_kumkm.tables.formats.grids import LIMITS, Limits, Sheet
from plut_kumkm.tables.rows import Row
from plut_kumkm.tables.table import Table, read_table

__all__ = ["LIMITS", "Column", "Limits", "Row", "Sheet", "Table", "read_table"]
