"""A made-up scheme of its own as a TOML file: every kind of content that a scheme can have, to be spoilt by tests."""

from __future__ import annotations

from tests.law.perda import INSTRUMENT, SOURCE

SCHEME = """
[scheme.own]
title = { id = "Golongan contoh", en = "Made-up classes" }
classes = ["low", "middle", "high"]
criteria = ["workers", "sales"]
purposes = ["aid"]
readings = ["strict"]

[scheme.own.labels]
low = { id = "Rendah", en = "Low" }
middle = { id = "Sedang", en = "Middle" }
high = { id = "Tinggi", en = "High" }
"""

# By one measure: 10 persons are a class on which the sources differ, and what lies above 100 is in no class.
BANDS = f"""
[[regime]]
id = "own-1"
of = "own"
title = "Golongan contoh menurut pekerja"
since = 2027-07-01
until = 2028-06-30
classes = ["low", "middle", "high"]
{SOURCE}
[regime.criterion.workers]
unit = "orang"
pinpoint = "Pasal 2"
grade = "primary"
from = 1
bounds = [
  {{ class = "low", below = 10 }},
  {{ open = [
    {{ class = "low", id = "ministry", label = {{ id = "menurut kementerian", en = "as the ministry says" }} }},
    {{ class = "middle", pinpoint = "Lampiran", grade = "secondary" }},
  ], upto = 10 }},
  {{ class = "middle", upto = 50, phrase = "paling banyak" }},
  {{ class = "high", upto = 100, lower = "secondary" }},
]
"""

# By rows with conditions, for individuals, CV and PT alone, from half a year before for certain.
ROWS = f"""
[[regime]]
id = "own-2"
of = "own"
title = "Golongan contoh menurut syarat"
perhaps_from = 2028-01-01
since = 2028-07-01
classes = ["low", "middle", "high"]
otherwise = "middle"
seen_since = true
end_unknown = true
unchecked = [{{ id = "izin tetangga", en = "the consent of the neighbours" }}]
applies = {{ fact = "legal_form", is = ["individual", "cv", "pt"], pinpoint = "Pasal 1", grade = "primary" }}
{SOURCE}
[regime.term]
individual = {{ unlimited = true, pinpoint = "Pasal 3", grade = "primary" }}
cv = {{ years = 4, counted_from = 2020, pinpoint = "Pasal 3", grade = "primary" }}
pt = {{ years = 3, pinpoint = "Pasal 3", grade = "primary" }}

[regime.parameter]
fee = {{ value = 5_000, unit = "IDR", pinpoint = "Pasal 9", grade = "primary" }}
rate = {{ decimal = "0.5", unit = "persen", pinpoint = "Pasal 9", grade = "primary" }}

[[regime.row]]
id = "young"
class = "low"
when = {{ not = {{ fact = "founded", months = 6 }} }}
pinpoint = "Pasal 4"
grade = "primary"

[[regime.row]]
class = "high"
when = {{ any = [
  {{ fact = "sales", above = 1_000 }},
  {{ term = "over" }},
  {{ all = [{{ fact = "workers", from = 20 }}, {{ fact = "founded", before = 2000-01-01, pinpoint = "Pasal 6" }}] }},
] }}
pinpoint = "Pasal 5"
grade = "primary"

[[regime.row]]
id = "open"
open = [
  {{ class = "low", id = "mild", label = {{ id = "ringan", en = "mild" }} }},
  {{ class = "high" }},
]
when = {{ fact = "sales", from = 900, unit = "IDR" }}
pinpoint = "Pasal 7"
grade = "secondary"
"""

OWN = INSTRUMENT + SCHEME + BANDS + ROWS
