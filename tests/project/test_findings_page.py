"""The page of codes is made of the data: every finding has its severity, example, remedy and source."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from typing import Any

from plut_kumkm.base import data, messages

PAGE = Path(__file__).resolve().parents[2] / "docs" / "_generate.py"
# Of many records at once, or of a text that fits into no table.
WITHOUT_EXAMPLE = {"check.form_only", "check.totals", "number.too_long"}


def generator() -> Any:
    spec = importlib.util.spec_from_file_location("docs_generate", PAGE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def entries() -> dict[str, str]:
    parts = re.split(r"^(?=`[a-z_]+\.)", generator().findings(), flags=re.MULTILINE)
    return {part.split("`")[1]: part for part in parts if part.startswith("`")}


def test_every_code_has_both_messages() -> None:
    shown = entries()
    assert set(shown) == set(messages.catalogue())


def test_every_finding_of_identifiers_and_checks_is_complete() -> None:
    shown = entries()
    rooms = {name.partition(".")[0] for name in data.toml("messages/identifiers.toml")} - {"term"}
    codes = {name for name in shown if name.partition(".")[0] in rooms | {"check"}}
    assert len(codes) > 90
    for name in sorted(codes):
        entry = shown[name]
        assert re.search(r"· \*(error|warning|info)", entry), name
        assert "*Remedy:*" in entry, name
        assert "*Example:*" in entry or name in WITHOUT_EXAMPLE, name
    graded = {f"check.{rule}" for rule, entry in data.toml("checks.toml")["rule"].items() if "grade" in entry}
    for name in graded | {name for name in codes if name.partition(".")[0] in rooms - {"number"}}:
        assert "*Source:*" in shown[name], name
