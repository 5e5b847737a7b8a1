"""The reference page names whatever the rooms offer, each name a single time."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"


@pytest.mark.parametrize("room", ["ekraf", "planning", "naik_kelas"])
def test_every_public_name_stands_on_the_page_once(room: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    entry = rf"^\.\. (?:autofunction|autoclass|py:data):: plut_kumkm\.{room}\.(\w+)(?:\(.*\))?$"
    named = re.findall(entry, text, re.MULTILINE)
    assert sorted(named) == sorted(import_module(f"plut_kumkm.{room}").__all__)
