"""What lies inside a workbook: its archive, what its sheets hold besides values, and the tables on a sheet."""
