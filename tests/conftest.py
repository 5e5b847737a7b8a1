"""What more than one folder of tests needs."""

from __future__ import annotations

import importlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

# A deadline is a timed assertion, and a slow or busy machine is no defect.
settings.register_profile("plut_kumkm", deadline=None, print_blob=True)
settings.load_profile("plut_kumkm")


@pytest.fixture(scope="session")
def tables_dir() -> Path:
    """Return the folder of real tables, which are not part of the project; skip where they are absent."""
    given = os.environ.get("PLUT_KUMKM_TABLES")
    if not given:
        # Also under PLUT_KUMKM_REQUIRE_ALL: engines can be installed anywhere, these files cannot be passed on.
        pytest.skip("no real tables here: PLUT_KUMKM_TABLES is not set")
    folder = Path(given)
    assert folder.is_dir(), f"PLUT_KUMKM_TABLES names no folder: {given}"
    return folder


@pytest.fixture(scope="session")
def engine() -> Callable[[str], ModuleType]:
    """Return a function that imports an optional package, or skips the test with the reason.

    With PLUT_KUMKM_REQUIRE_ALL=1 a missing package is a failure: there a skip would hide an engine never tried.
    """

    def load(name: str) -> ModuleType:
        try:
            return importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name is None or error.name.partition(".")[0] != name.partition(".")[0]:
                raise  # the package is there, but broken
            if os.environ.get("PLUT_KUMKM_REQUIRE_ALL") == "1":
                pytest.fail(f"{name} is not installed, and PLUT_KUMKM_REQUIRE_ALL=1 asks for every engine")
            pytest.skip(f"{name} is not installed (extra `test-all`)")

    return load
