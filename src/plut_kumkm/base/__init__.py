"""What every room of the library stands on, and what knows nothing of UMKM."""
