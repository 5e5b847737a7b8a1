"""The lines of a TOML file that findings are about."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import Finding
from plut_kumkm.planning.linting.places import Node, line_of, placed, tree

ROOT = Path(__file__).resolve().parents[2]
FILES = (*sorted((ROOT / "docs").rglob("*.toml")), *sorted((ROOT / "src").rglob("*.toml")))
TEXT = '''\
# A plan.
id = "a]b # c"
title = """two
lines = [ "x" ]
"""
note = \'\'\'it is
"so"\'\'\'
dotted.inner = 1
directions = [
  { id = "sdm", name = "S" },   # the first
  { id = "data", tags = ["x", "y = 1"] },
]

[[actions]]
id = 'one'
targets = { 2024 = 1, "TW II 2025" = "5,7-6,6", 2026 = [1, 2] }

[[actions.indicators]]
id = "i"

[[actions.indicators]]
id = "j"
baseline = -1

[[actions]]
"id" = "two"
[actions.metadata]
concept = "c"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 2),
        (("title",), 3),
        (("note",), 6),
        (("dotted", "inner"), 8),
        (("directions",), 9),
        (("directions", 0, "name"), 10),
        (("directions", 1), 11),
        (("directions", 1, "tags", 1), 11),
        (("actions", 0), 14),
        (("actions", 0, "targets", "TW II 2025"), 16),
        # The linter counts targets: the second of them, and in it the second of a list.
        (("actions", 0, "targets", 1), 16),
        (("actions", 0, "targets", 9), 16),
        (("actions", 0, "indicators", 1), 21),
        (("actions", 0, "indicators", 1, "baseline"), 23),
        (("actions", 0, "indicators", 1, "unit"), 21),
        (("actions", 1, "id"), 26),
        (("actions", 1, "metadata", "concept"), 28),
        (("actions", 2, "id"), 14),
        (("goals", 0), None),
        ((), None),
    ],
)
def test_the_line_of_what_a_path_names(path: tuple[str | int, ...], line: int | None) -> None:
    assert tomllib.loads(TEXT)["actions"][1]["metadata"]["concept"] == "c"
    assert line_of(tree(TEXT), path) == line


def same(node: Node, value: Any) -> bool:
    """Return whether the walk found every key and element that the reader has."""
    if isinstance(value, dict):
        return set(node.inside) == set(value) and all(same(node.inside[key], one) for key, one in value.items())
    if isinstance(value, list):
        return list(node.inside) == list(range(len(value))) and all(
            same(node.inside[place], one) for place, one in enumerate(value)
        )
    return not node.inside


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_toml_of_the_project_is_walked_as_the_reader_reads_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert same(tree(text), tomllib.loads(text))


@given(
    st.recursive(
        st.sampled_from(["1", "-2", "true", '"a # b"', "'c]'", '"\\\\""', '"""x\ny"""', "2025-01-01"]),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3).map(lambda each: f"[{', '.join(each)}]"),
            st.lists(inner, min_size=1, max_size=3).map(lambda each: "[\n" + ",\n".join(each) + ",\n]"),
            st.lists(inner, max_size=3).map(
                lambda each: "{ " + ", ".join(f'"k {n}" = {one}' for n, one in enumerate(each)) + " }"
            ),
        ),
    )
)
def test_any_value_is_walked_as_the_reader_reads_it(value: str) -> None:
    text = f"a = {value}\n[t]\nb = 1\n"
    try:
        read = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert same(tree(text), read)
    assert line_of(tree(text), ("t", "b")) == text.count("\n")


def test_findings_with_a_line_or_without_a_path_stay_as_they_are() -> None:
    bare, own = Finding("planning.prognosis"), Finding("planning.prognosis", path=("a",), row=7)
    assert placed([bare], "a = 1") == (bare,)
    assert placed([bare, own, Finding("planning.prognosis", path=("a",))], "\na = 1")[1:] == (
        own,
        Finding("planning.prognosis", path=("a",), row=2),
    )
