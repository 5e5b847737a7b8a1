"""The version is that of the installed library."""

from __future__ import annotations

from importlib.metadata import version

import plut_kumkm as pk
from plut_kumkm.base.version import version as ours


def test_version() -> None:
    assert ours() == pk.__version__ == version("plut-kumkm")
