"""The command ``plut-kumkm``: a thin face over what Python offers, one module a command."""

from plut_kumkm.cli.entry import main

__all__ = ["main"]
