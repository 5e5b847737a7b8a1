"""The installed wheel answers, and has every data file of the source.

Run in isolated mode, in a folder from which the source cannot be seen; the argument is a list of the data files.
"""

import sys
from datetime import date
from pathlib import Path

import plut_kumkm as pk
from plut_kumkm.base import data

package = Path(pk.__file__).parent
assert "site-packages" in package.parts, f"this is not the installed wheel: {package}"
assert (package / "py.typed").is_file()

files = Path(sys.argv[1]).read_text(encoding="utf-8").split()
assert files, "the source has no data files?"
missing = [name for name in files if not (package / name).is_file()]
assert not missing, f"not in the wheel: {missing}"
for name in files:
    if name.endswith(".toml"):
        assert data.toml(name.removeprefix("data/")), f"empty: {name}"

assert {"uu-20-2008", "pp-7-2021"} <= set(pk.law.schemes())
verdict = pk.tier(pk.Facts(sales=1_800_000_000), on=date(2026, 6, 30))
assert verdict.value is pk.Tier.MICRO
assert verdict.cites
assert verdict.explain("id") != verdict.explain("en")
print(f"{len(files)} data files; {verdict.value!r}; {package.name} {verdict.receipt}")
