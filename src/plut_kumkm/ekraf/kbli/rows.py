"""The mapping from KBLI classes to subsectors: made by this library from the titles of the classes, and not official.

The official scope, 223 codes of KBLI 2015, is not public. What is here is 198 classes of KBLI 2020 and 166 of KBLI
2025, each with its grade; ``data/ekraf/kbli.toml`` says how they were found. A class that is not here is not thereby
outside the creative economy.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.ekraf.lists import Subsector, subsectors
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.identifiers import lists
from plut_kumkm.identifiers.kbli_type import Kbli

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.law.instruments import Grade, Provision

Share = Literal["full", "partial"]
Role = Literal["core", "production", "distribution", "support"]
Basis = Literal["annex", "title", "judgement", "unlisted", "similar", "successor"]
Level = Literal["division", "group", "subgroup"]

COLUMNS = ("kbli_version", "code", "title", "subsector", "share", "role", "alternatives", "grade", "basis", "remarks")
# The versions that the mapping covers.
MAPPED = ("2020", "2025")
_WIDTHS: Mapping[int, Level] = {2: "division", 3: "group", 4: "subgroup"}
_MOST_NEAR = 5


@frozen(repr=False)
class Row:
    """What the mapping says of one class of one version."""

    kbli: Kbli
    title: str = field(eq=False)
    subsector: Subsector = field(eq=False)
    share: Share = field(eq=False)
    role: Role = field(eq=False)
    alternatives: tuple[Subsector, ...] = field(eq=False)
    grade: Grade = field(eq=False)
    basis: Basis = field(eq=False)
    remarks: tuple[str, ...] = field(eq=False)

    @property
    def provision(self) -> Provision:
        """Where the row stands: in our mapping, by the title of the class."""
        said = {"pinpoint": str(self.kbli), "phrase": self.title, "grade": self.grade}
        return provision(data.toml("ekraf/kbli.toml")["mapping"], data.toml("ekraf/kbli.toml"), **said)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """What the row rests on: the regulation that names the code, where there is one, and our mapping."""
        if self.basis != "annex":
            return (self.provision,)
        file = data.toml("ekraf/kbli.toml")
        # The regulation names codes and no subsectors. Its entry 9 was seen second-hand, the others themselves.
        grade = "secondary" if "annex_entry_9" in self.remarks else "primary"
        pinpoint = "Lampiran I entri 9" if "annex_entry_9" in self.remarks else "Lampiran I"
        return (provision(file["annex"], file, grade=grade, pinpoint=pinpoint), self.provision)

    def __repr__(self) -> str:
        return f"<Row {self.kbli}: {self.subsector} ({self.grade})>"


class Nearest(NamedTuple):
    """How far a code is known to the mapping: the deepest level that it shares with a class there, and such classes.

    ``level`` is ``None`` when no class of its division is in the mapping; ``head`` is the digits that are shared.
    """

    level: Level | None
    head: str
    rows: tuple[Row, ...]


@cache
def table() -> Mapping[Kbli, Row]:
    """Return the mapping, by version and code.

    >>> len(table()), table()[Kbli("2020", "13134")].subsector.slug
    (364, 'kriya')
    """
    of_17, of_21 = ({item.slug: item for item in subsectors(version=one)} for one in ("2019", "2026"))
    anywhere = of_21 | of_17
    found: dict[Kbli, Row] = {}
    for number, cells in lists.rows(f"{data.ROOT}/ekraf/kbli.csv", COLUMNS):
        kbli = Kbli(cells["kbli_version"], cells["code"])
        if kbli in found:
            lists.refuse("kbli.csv", number, "the code stands there twice in its version")
        found[kbli] = Row(
            kbli,
            cells["title"],
            of_17[cells["subsector"]],
            cast("Share", cells["share"]),
            cast("Role", cells["role"]),
            tuple(anywhere[slug] for slug in cells["alternatives"].split(";") if slug),
            cast("Grade", cells["grade"]),
            cast("Basis", cells["basis"]),
            tuple(word for word in cells["remarks"].split(";") if word),
        )
    return data.FrozenMap(found)


@cache
def _heads() -> Mapping[tuple[str, str], tuple[Row, ...]]:
    """Return the classes beneath every level, in order: sorting them anew for each code of a register takes seconds."""
    found: dict[tuple[str, str], list[Row]] = {}
    for kbli, row in sorted(table().items()):
        for width in range(len(kbli.code) + 1):
            found.setdefault((kbli.version, kbli.code[:width]), []).append(row)
    return data.FrozenMap({head: tuple(rows) for head, rows in found.items()})


def beneath(version: str, head: str) -> tuple[Row, ...]:
    """Return the classes of a version whose code begins with ``head``, in order.

    >>> [row.kbli.code for row in beneath("2020", "741")][:2]
    ['74111', '74112']
    """
    return _heads().get((version, head), ())


def nearest(kbli: Kbli) -> Nearest:
    """Return how far a code is known to the mapping.

    >>> near = nearest(Kbli("2020", "74150"))
    >>> near.level, near.head, [row.kbli.code for row in near.rows]
    ('group', '741', ['74149', '74142', '74141', '74130', '74120'])
    >>> nearest(Kbli("2020", "01111"))
    Nearest(level=None, head='', rows=())
    """
    for width in sorted(_WIDTHS, reverse=True):
        head = kbli.code[:width]
        rows = beneath(kbli.version, head)
        if rows:
            close = sorted(rows, key=lambda row: (abs(int(row.kbli.code) - int(kbli.code)), row.kbli))
            return Nearest(_WIDTHS[width], head, tuple(close[:_MOST_NEAR]))
    return Nearest(None, "", ())


@cache
def outside() -> Mapping[Kbli, str]:
    """Return the single codes that were left out of the mapping, each with the reason ("left_out", "not_covered")."""
    entries = data.toml("ekraf/kbli.toml")["outside"]
    return data.FrozenMap({Kbli(entry["version"], code): entry["why"] for entry in entries for code in entry["codes"]})


def why_outside(kbli: Kbli) -> str | None:
    """Return why a code was left out of the mapping, where that was decided; ``None`` says nothing of it.

    >>> why_outside(Kbli("2020", "91021")), why_outside(Kbli("2020", "47712")), why_outside(Kbli("2020", "01111"))
    ('left_out', 'not_covered', None)
    """
    if kbli in outside():
        return outside()[kbli]
    for entry in data.toml("ekraf/kbli.toml")["outside"]:
        if entry["version"] == kbli.version and any(kbli.code.startswith(head) for head in entry["prefixes"]):
            return str(entry["why"])
    return None
