"""The cases of this folder, and how they write a code."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path
from typing import Any

from plut_kumkm import Kbli

CASES = Path(__file__).resolve().parents[1] / "cases" / "ekraf"


def read(name: str) -> dict[str, list[dict[str, Any]]]:
    content: dict[str, list[dict[str, Any]]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return content


def rows() -> list[dict[str, str]]:
    """Return the mapping as it was typed beside the data, without titles and notes."""
    with (CASES / "kbli.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def code(text: str) -> Kbli:
    version, _, number = text.partition(" ")
    return Kbli(version, number)
