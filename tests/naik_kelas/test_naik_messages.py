"""Every code that this room uses has a text, and every text of its catalogue is used."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from plut_kumkm.base import data, messages
from plut_kumkm.naik_kelas.formulas.catalogue import Base, Kind, Unit, indicators
from plut_kumkm.naik_kelas.measuring.groups import BREAKDOWNS
from plut_kumkm.naik_kelas.moves import EXIT_REASONS, FORMALITY_EVENTS, TIER_EVENTS, Standing

ROOM = Path(data.ROOT).parent / "naik_kelas"
FOLDERS = ("formulas", "measuring", "mobility", "panels", ".")


def written() -> set[str]:
    files = [file for folder in FOLDERS for file in (ROOM / folder).glob("*.py")]
    return set(
        re.findall(r"""["'](naik\.[a-z_.]+)["']""", "\n".join(file.read_text(encoding="utf-8") for file in files))
    )


def composed() -> set[str]:
    """Return the codes that are put together of a word of a closed list."""
    words: dict[str, tuple[str, ...]] = {
        "event": tuple(name.lower() for name in (*TIER_EVENTS, *FORMALITY_EVENTS)),
        "kind": get_args(Kind),
        "unit": get_args(Unit),
        "base": (*get_args(Base), "each", "outside"),
        "by": BREAKDOWNS,
        "standing": get_args(Standing),
        "reason": (
            *(*EXIT_REASONS, "unknown", "tier_unknown", "within_hysteresis", "another_enterprise", "founded"),
            *("recorded_again", "recorded_before"),
        ),
        "group.sex": ("male", "female"),
        "group.youth": ("yes", "no"),
        "group": ("absent",),
        "part": ("small", "medium", "and", "or"),
        "column": ("kind", "value", "of", "numerator", "denominator", "base", "basis", "window", "coverage", "grade"),
        "tallies": ("near_bounds", "within_tiers", "jobs", "support"),
    }
    found = {f"naik.{stem}.{word}" for stem, listed in words.items() for word in listed}
    found |= {f"naik.state_{which}{more}" for which in ("before", "after") for more in ("", "_open")}
    found |= {f"naik.compare_{what}" for what in ("kinds", "units", "bases")}
    return found | {code for one in indicators() for code in one.cautions}


def test_every_code_has_a_text_and_every_text_a_use() -> None:
    texts = set(data.toml("messages/naik_kelas.toml"))
    used = written() | composed()
    assert len(used) > 150
    assert used <= set(messages.catalogue())
    assert {code for code in texts if not code.startswith("naik.tally.")} - used == set()
    columns = set(
        re.findall(r'"([a-z_]+)"', "\n".join(f.read_text(encoding="utf-8") for f in (ROOM / "mobility").glob("*.py")))
    )
    events = {name.lower() for name in TIER_EVENTS}
    assert {code.removeprefix("naik.tally.") for code in texts if code.startswith("naik.tally.")} <= columns | events
