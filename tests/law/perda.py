"""A city's regulation as a TOML file, for tests: invented, valid, and spoilt one place at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import plut_kumkm as pk

if TYPE_CHECKING:
    from pathlib import Path

INSTRUMENT = """
[[instrument]]
id = "perda-1-2027"
kind = "Perda Kota Contoh"
number = "1"
year = 2027
title = "Usaha mikro"
promulgated = 2027-01-02
"""

SOURCE = """
instrument = "perda-1-2027"
checked = 2027-02-01
jdih = true
"""

CITED = SOURCE + 'pinpoint = "Pasal 4"\ngrade = "primary"\n'

REGIME = f"""
[[regime]]
id = "perda-1-2027"
of = "tier"
title = "Skala usaha menurut Perda contoh"
since = 2027-07-01
classes = ["micro", "small", "medium", "large"]
{SOURCE}
[regime.criterion.capital]
unit = "IDR"
pinpoint = "Pasal 4 ayat (2)"
grade = "primary"
residual = "large"
bounds = [
  {{ class = "micro", upto = 100 }},
  {{ class = "small", upto = 200 }},
  {{ class = "medium", upto = 300 }},
]
[regime.criterion.sales]
unit = "IDR/tahun"
pinpoint = "Pasal 4 ayat (3)"
grade = "primary"
residual = "large"
bounds = [
  {{ class = "micro", upto = 1000 }},
  {{ class = "small", below = 2000 }},
  {{ class = "medium", upto = 3000, phrase = "paling banyak" }},
]
[regime.reading.facility]
by-purpose = {{ use = "sales", pinpoint = "Pasal 5", grade = "secondary" }}
by-founding = {{use = "founding", new = "capital", old = "sales", from = 2027-07-01, pinpoint = "", grade = "primary" }}
[regime.reading.registration]
any = {{ use = "agree", pinpoint = "Pasal 7", grade = "primary" }}
[regime.reading.any]
any = {{ use = "none", pinpoint = "Pasal 8", grade = "primary" }}
[regime.exclude.parent_tier]
small = {{ values = ["large"], pinpoint = "Pasal 9", grade = "primary" }}
"""

PERDA = INSTRUMENT + REGIME

GAP = f"""
[[gap]]
id = "celah"
of = "tier"
since = 2027-07-01
until = 2027-12-31
{CITED}"""

CHANGE = f"""
[[change]]
key = "pp-7-2021/micro/sales"
upto = 3_000_000_000
since = 2027-07-01
{CITED}"""

END = f"""
[[end]]
regime = "pp-7-2021"
ended = 2027-07-01
{CITED}"""


def load(folder: Path, text: str, over: pk.law.LawBook | None = None) -> pk.law.LawBook:
    path = folder / "perda.toml"
    path.write_text(text, encoding="utf-8")
    return pk.law.load(path, over=over)


def spoilt(text: str, old: str, new: str) -> str:
    """Return the text with one place changed, which must be there exactly once."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)
