"""What if: the tier before and after a change of facts, and which lines of the reasons changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from plut_kumkm.base import fields, show
from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.enterprise.schemes.asking import classify
from plut_kumkm.enterprise.size_verdicts import tier
from plut_kumkm.law.answers import render
from plut_kumkm.naik_kelas.advice.prerequisites import cliff_schemes

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.enterprise.schemes.classes import SizeClass
    from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
    from plut_kumkm.enterprise.size_verdicts import TierVerdict
    from plut_kumkm.law.books import LawBook
    from plut_kumkm.law.verdicts import Verdict


@frozen(kw_only=True, eq=False, repr=False)
class WhatIf:
    """Two verdicts on one day: with the facts as they are, and with some of them changed.

    ``schemes`` are the other schemes (tax, credit) whose answer changed, each with its answer before and after.
    """

    on: date
    changes: Mapping[str, tuple[Any, Any]]
    before: TierVerdict
    after: TierVerdict
    schemes: Mapping[str, tuple[Verdict[SizeClass], Verdict[SizeClass]]]

    @property
    def moved(self) -> bool | None:
        """Whether the tier changed, ``None`` where one of the two is not known."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.before.value is not self.after.value

    def changed(self, lang: Lang = "id") -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the lines of the reasons that only the first verdict has, and those that only the second has."""
        first, second = (verdict.explain(lang).splitlines() for verdict in (self.before, self.after))
        return tuple(line for line in first if line not in second), tuple(line for line in second if line not in first)

    def explain(self, lang: Lang = "id") -> str:
        """Return what was changed, what came of it, and which reasons changed."""
        lines = [
            render("what_if.change", {"field": name, "old": _said(name, old), "new": _said(name, new)}, lang)
            for name, (old, new) in self.changes.items()
        ]
        gone, come = self.changed(lang)
        lines += [f"- {line.removeprefix('- ')}" for line in gone]
        lines += [f"+ {line.removeprefix('- ')}" for line in come]
        if not gone and not come:
            lines.append(render("what_if.same", {}, lang))
        for old, new in self.schemes.values():
            lines += [f"- {old.explain(lang).splitlines()[0]}", f"+ {new.explain(lang).splitlines()[0]}"]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return both verdicts and the changes as plain JSON values."""
        return {
            "schema": "plut_kumkm/what-if/1",
            "on": self.on.isoformat(),
            "changes": sorted(self.changes),
            "before": self.before.to_dict(),
            "after": self.after.to_dict(),
            "schemes": {name: [one.to_dict() for one in pair] for name, pair in self.schemes.items()},
        }

    def __repr__(self) -> str:
        before, after = (one.status if one.value is None else one.value.value for one in (self.before, self.after))
        return f"<WhatIf {', '.join(self.changes)}: {before} -> {after}>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def what_if(
    subject: Facts | Enterprise,
    *,
    on: date,
    purpose: Purpose = "facility",
    reading: ReadingId = "by-purpose",
    basis: str | None = None,
    law: LawBook | None = None,
    **changes: Any,
) -> WhatIf:
    """Return the tier before and after some facts change, and what changed in its reasons.

    Args:
        subject: facts, or an enterprise, of which the latest snapshot not later than ``on`` is read.
        on: the day whose law applies to both.
        purpose: what the tier is asked for, as in ``tier``.
        reading: how PP 7/2021 is read, as in ``tier``.
        basis: the criterion, if you name it yourself.
        law: the book of law; the shipped one unless given.
        changes: new values of facts, by name (``sales=…``).

    Raises:
        TypeError: nothing changes, a name is no fact, or a value is of the wrong type.
        ValueError: purpose, reading or basis is none of those that exist.

    Source:
        PP 7/2021 Pasal 35 and the instruments of the other schemes, as the verdicts cite them.

    >>> from datetime import date
    >>> found = what_if(Facts(sales=1_900_000_000), on=date(2026, 6, 30), sales=2_100_000_000)
    >>> found, found.moved
    (<WhatIf sales: micro -> small>, True)
    """
    if not changes:
        raise TypeError("what_if needs a fact that changes, such as sales=2_500_000_000")
    known = Facts.kinds()
    for name in changes:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known) or ("sales", "capital", "workers")
            raise TypeError(f"{name!r} is no fact; did you mean {', '.join(near)}?")
    facts, _ = flatten(subject, on)
    named = tuple(changes)
    if "sales" in changes:
        # The new figure is a yearly one, whatever period the old one was of.
        changes.setdefault("sales_period", None)
    other = evolve(facts, **changes)
    before, after = (
        tier(each, on=on, purpose=purpose, reading=reading, basis=basis, law=law) for each in (facts, other)
    )
    schemes = {}
    for scheme in cliff_schemes():
        pair = (classify(facts, scheme=scheme, on=on, law=law), classify(other, scheme=scheme, on=on, law=law))
        if (pair[0].status, pair[0].value) != (pair[1].status, pair[1].value):
            schemes[scheme] = pair
    told = {name: (getattr(facts, name), new) for name in named if getattr(facts, name) != (new := changes[name])}
    return WhatIf(on=on, changes=told, before=before, after=after, schemes=schemes)


def _said(name: str, value: Any) -> Any:
    if value is None:
        return None
    unit = str(fields.catalogue().get(name, {}).get("unit", ""))
    if isinstance(value, int) and not isinstance(value, bool) and unit.startswith("IDR"):
        from plut_kumkm.base.money import format_rupiah

        return format_rupiah(value)
    return show.excerpt(str(value))
