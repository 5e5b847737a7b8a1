"""The pathway of one enterprise: how far the tier is, what is held and missing on the way, and what comes first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from plut_kumkm.base import show
from plut_kumkm.base.checklist import Evidence
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import check_day
from plut_kumkm.enterprise.flattening import flatten
from plut_kumkm.enterprise.size_verdicts import tier as tier_of
from plut_kumkm.enterprise.tiers import Tier
from plut_kumkm.law.answers import render
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.instruments import meets
from plut_kumkm.naik_kelas.advice.cliffs import Cliff, cliffs
from plut_kumkm.naik_kelas.advice.gaps import Gap, gap_of
from plut_kumkm.naik_kelas.advice.prerequisites import prerequisites, service_field_label
from plut_kumkm.naik_kelas.advice.prerequisites import steps as all_steps
from plut_kumkm.naik_kelas.advice.standing import OPEN, Standing, State, problems, standing
from plut_kumkm.naik_kelas.exact import percent_text

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.enterprise.facts import Facts
    from plut_kumkm.enterprise.records import Enterprise
    from plut_kumkm.enterprise.size_rules import Purpose, ReadingId
    from plut_kumkm.enterprise.size_verdicts import TierVerdict
    from plut_kumkm.law.instruments import Grade

SCHEMA = "plut_kumkm/pathway/1"


@frozen(kw_only=True, eq=False, repr=False)
class Pathway:
    """The way of one enterprise to a tier on a day.

    ``now`` is its tier, ``gap`` the rupiah to the one it wants (``None`` where the law of the day tells no bound, or
    the tier is the lowest), ``steps`` those on the way, ``standings`` where it stands on each prerequisite, ``cliffs``
    what changes in other schemes as its sales rise.
    """

    id: str | None
    name: str | None
    on: date
    to: Tier | None
    now: TierVerdict
    gap: Gap | None
    steps: tuple[str, ...]
    standings: tuple[Standing, ...]
    cliffs: tuple[Cliff, ...] = ()
    notes: tuple[Finding, ...] = ()
    policy: Grade = "secondary"
    years: int = 1

    def of(self, *states: State) -> tuple[Standing, ...]:
        """Return the prerequisites in these states whose grade is good enough to be told as such."""
        return tuple(one for one in self.standings if one.state in states and self._sure(one))

    def _sure(self, one: Standing) -> bool:
        return meets(one.prerequisite.grade, self.policy)

    @property
    def unverified(self) -> tuple[Standing, ...]:
        """Prerequisites that were not seen well enough to be advised."""
        return tuple(one for one in self.standings if not self._sure(one))

    @property
    def next_steps(self) -> tuple[Standing, ...]:
        """What is left to do: obligations first, then by step, then in the order of the list."""
        order = list(self.steps)
        return tuple(
            sorted(
                self.of(*OPEN),
                key=lambda one: (
                    not one.prerequisite.is_duty(self.policy),
                    # What has ended of a step behind comes first: it was there already.
                    min((order.index(step) for step in one.prerequisite.steps if step in order), default=-1),
                ),
            )
        )

    @property
    def obligations(self) -> tuple[Standing, ...]:
        """What law asks for and is left to do."""
        return tuple(one for one in self.next_steps if one.prerequisite.is_duty(self.policy))

    @property
    def practices(self) -> tuple[Standing, ...]:
        """What programmes advise, or law asks for by a source that was not verified, and is left to do."""
        return tuple(one for one in self.next_steps if not one.prerequisite.is_duty(self.policy))

    @property
    def service_fields(self) -> tuple[str, ...]:
        """The service fields of PLUT-KUMKM that help, in the order of the next steps; ids of the service catalogue."""
        return tuple(dict.fromkeys(one.prerequisite.service_field for one in self.next_steps))

    @property
    def needs(self) -> tuple[str, ...]:
        """The facts that are missing: for the tier, and to tell which prerequisites concern the enterprise."""
        undecided = any(one.prerequisite.subsectors for one in self.of("applicability_unknown"))
        unknown = (
            ("subsector",) if undecided and any(note.code == "pathway.subsector_unknown" for note in self.notes) else ()
        )
        return (*self.now.needs, *unknown)

    def explain(self, lang: Lang = "id") -> str:
        """Return the whole way in words, in Indonesian or English."""
        return "\n".join(self._lines(lang))

    def _lines(self, lang: Lang) -> Iterator[str]:
        yield self._headline(lang)
        yield from self._of_gap(lang)
        if self.steps:
            names = "; ".join(f"{step} {all_steps()[step][lang]}" for step in self.steps)
            yield render("pathway.steps", {"steps": names}, lang)
        for title, group in (("obligations", self.obligations), ("practices", self.practices)):
            if group:
                yield render(f"pathway.{title}", {}, lang)
                yield from (f"- {self._said(one, lang)}" for one in group)
        for state in ("held", "applicability_unknown", "not_applicable"):
            group = self.of(state)
            if group:
                names = ", ".join(self._short(one, lang) for one in group)
                yield render(f"pathway.group.{state}", {"names": names}, lang)
        if self.unverified:
            names = ", ".join(one.prerequisite.label(lang) for one in self.unverified)
            yield render("pathway.group.unverified", {"names": names}, lang)
        for cliff in self.cliffs:
            yield f"- {cliff_line(cliff, lang)}"
        yield from (render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes)

    def _headline(self, lang: Lang) -> str:
        if self.now.value is None:
            now = render("pathway.size_open", {"status": render(f"status.{self.now.status}", {}, lang)}, lang)
        else:
            now = self.now.value.label(lang)
        if self.to is None or (self.now.value is not None and self.to <= self.now.value):
            return render("pathway.headline_open", {"now": now, "on": self.on}, lang)
        return render("pathway.headline", {"now": now, "to": self.to.label(lang), "on": self.on}, lang)

    def _of_gap(self, lang: Lang) -> Iterator[str]:
        gap = self.gap
        if gap is None:
            return
        params: dict[str, Any] = {"tier": gap.tier.label(lang), "basis": gap.basis, "reach": gap.reach, "now": gap.now}
        cite = {"cite": gap.provision.cite.formal(), "remark": gap.provision.remark(lang)}
        if gap.missing is None:
            yield render("pathway.gap_unknown", params, lang)
        elif gap.missing:
            yield render("pathway.gap", {**params, "missing": gap.missing}, lang)
            # Rounded up: what is told must be enough.
            rate = gap.growth_a_year(self.years)
            if rate is not None:
                told = {"rate": percent_text(Fraction(rate), lang), "years": self.years}
                yield render("pathway.growth" if self.years == 1 else "pathway.growth_years", told, lang)
        if gap.missing != 0:
            yield render("verdict.source", cite, lang)

    def _said(self, one: Standing, lang: Lang) -> str:
        wanted = one.prerequisite
        params = {
            "label": wanted.label(lang),
            "state": _state(one, lang),
            "evidence": wanted.evidence[lang],
            "field": service_field_label(wanted.service_field, lang),
        }
        code = "duty_open" if wanted.duty is not None and not wanted.is_duty(self.policy) else "todo"
        return render(f"pathway.{code}", params, lang)

    def _short(self, one: Standing, lang: Lang) -> str:
        if one.state == "applicability_unknown" and one.prerequisite.asks is not None:
            return f"{one.prerequisite.label(lang)} ({one.prerequisite.asks[lang]})"
        return one.prerequisite.label(lang)

    def letter(self, lang: Lang = "id") -> str:
        """Return a letter to the client: where the enterprise stands, what comes first, and who helps."""
        from plut_kumkm.naik_kelas.advice.letters import letter

        return letter(self, lang)

    def to_dict(self) -> dict[str, Any]:
        """Return the pathway as plain JSON values; no number of a licence or of a person is in it."""
        return {
            "schema": SCHEMA,
            "id": self.id,
            "on": self.on.isoformat(),
            "to": None if self.to is None else self.to.value,
            "tier": None if self.now.value is None else self.now.value.value,
            "status": self.now.status,
            "gap": None if self.gap is None else self.gap.to_dict(),
            "steps": list(self.steps),
            "standings": [one.to_dict() for one in self.standings],
            "next_steps": [one.prerequisite.id for one in self.next_steps],
            "obligations": [one.prerequisite.id for one in self.obligations],
            "service_fields": list(self.service_fields),
            "cliffs": [cliff.to_dict() for cliff in self.cliffs],
            "needs": list(self.needs),
            "notes": [note.to_dict() for note in self.notes],
        }

    def __repr__(self) -> str:
        now = self.now.status if self.now.value is None else self.now.value.value
        to = None if self.to is None else self.to.value
        return f"<Pathway {now} -> {to}: {len(self.next_steps)} things to do, {len(self.cliffs)} cliffs>"

    def _repr_html_(self) -> str:
        return show.html_lines(self.explain())


def _state(one: Standing, lang: Lang) -> str:
    ended = one.licence.expires if one.state == "expired" and one.licence is not None else None
    if ended is None:
        return render(f"pathway.state.{one.state}", {}, lang)
    return render("pathway.state.expired_on", {"day": ended}, lang)


def cliff_line(cliff: Cliff, lang: Lang) -> str:
    """Return a cliff in words: the bound, the class on it where that is known, and the class beyond it."""
    until, beyond = (
        render(f"status.{one.status}", {}, lang) if one.value is None else one.value.label(lang)
        for one in (cliff.until, cliff.beyond)
    )
    cites = cliff.beyond.cites
    params = {
        "scheme": cliff.title(lang), "sales": cliff.sales, "until": until, "beyond": beyond,
        "cite": cites[0].label() if cites else "",
    }  # fmt: skip
    place = "cliff" if cliff.before_tier else "cliff_within"
    return render(f"pathway.{place}" if cliff.until.value is not None else f"pathway.{place}_open", params, lang)


def pathway(
    subject: Facts | Enterprise,
    *,
    to: Tier | None = None,
    on: date,
    purpose: Purpose = "facility",
    reading: ReadingId = "by-purpose",
    basis: str | None = None,
    years: int = 1,
    steps: Collection[str] | None = None,
    subsectors: Iterable[str] = (),
    applies: Collection[str] = (),
    evidence: Iterable[Evidence] = (),
    complete: bool = False,
    law: LawBook | None = None,
) -> Pathway:
    """Return what lies between an enterprise and a tier: rupiah, prerequisites with their evidence, and cliffs.

    Law names bounds and no other condition for a tier. The prerequisites are what law asks of an enterprise at that
    step, and what programmes advise; the two are kept apart, and what does not concern the products is never advised.

    Args:
        subject: facts, or an enterprise, of which the latest snapshot not later than ``on`` is read.
        to: the tier; the next one unless given.
        on: the day whose law applies and on which licences must be in force.
        purpose: what the tier is asked for, as in ``tier``.
        reading: how PP 7/2021 is read, as in ``tier``.
        basis: the criterion, if you name it yourself.
        years: over how many years the growth is spread.
        steps: the steps S0 to S4 to look at; those between now and the tier unless given.
        subsectors: ids of the creative subsectors of its products (``ekraf.subsectors_of`` tells them), beside that of
            the record. They decide which licences concern it.
        applies: ids of prerequisites that are known to concern it, where neither subsector nor record can tell.
        evidence: what proves a prerequisite, by its id, or that it is not met.
        complete: whether the records list all that it has, so that what is not recorded is missing.
        law: the book of law; the shipped one unless given.

    Raises:
        TypeError: an argument is of the wrong type.
        ValueError: purpose, reading, basis, a step, a prerequisite or the number of years is none of those that exist.

    Source:
        PP 7/2021 Pasal 35 for the bounds; each prerequisite and cliff cites its own.

    >>> from datetime import date
    >>> from plut_kumkm import Facts
    >>> way = pathway(Facts(sales=500_000_000), to=Tier.SMALL, on=date(2026, 6, 30))
    >>> way.gap.missing, [one.prerequisite.id for one in way.obligations]
    (1500000001, ['nib'])
    """
    check_day(on, "on")
    if to is not None and not isinstance(to, Tier):
        raise TypeError(f"to must be a Tier, such as Tier.SMALL, not {type(to).__name__}")
    if type(years) is not int or years < 1:
        raise ValueError(f"years must be a whole number from 1, not {years!r}")
    used = book_of(law)
    facts, _ = flatten(subject, on)
    now = tier_of(subject, on=on, purpose=purpose, reading=reading, basis=basis, law=used)
    wanted = to if to is not None or now.value is None else _next(now.value)
    given = tuple(evidence)
    wrong = problems(given, prerequisites(), on)
    found = _standings(facts, on, subsectors, _known(applies), given, complete=complete)
    chosen = _chosen(steps, now.value, wanted, found)
    behind = _behind(now.value) if steps is None else frozenset()
    kept = tuple(
        one for one in found if set(one.prerequisite.steps) & {*chosen, *(behind if one.state == "expired" else ())}
    )
    gap = None if wanted is None else gap_of(now, facts, wanted, on, used)
    ahead: tuple[Cliff, ...] = ()
    if gap is not None and gap.basis == "sales" and gap.now is not None:
        ahead = cliffs(facts, on, used, start=gap.now, reach=gap.reach, end=gap.ceiling)
    way = Pathway(
        id=facts.id, name=facts.name, on=on, to=wanted, now=now, gap=gap, steps=chosen, standings=kept, cliffs=ahead,
        policy=used.policy, years=years,
    )  # fmt: skip
    return evolve(way, notes=(*_notes(way, facts, subsectors), *wrong, *now.notes))


def _next(now: Tier) -> Tier | None:
    return next((one for one in Tier if int(one) == int(now) + 1), None)


def _known(applies: Collection[str]) -> Collection[str]:
    ids = [one.id for one in prerequisites()]
    for name in (applies,) if isinstance(applies, str) else applies:
        if name not in ids:
            raise ValueError(f"there is no prerequisite {name!r}; there are {', '.join(ids)}")
    return (applies,) if isinstance(applies, str) else applies


def _standings(
    facts: Facts, on: date, subsectors: Iterable[str], applies: Collection[str], evidence: tuple[Evidence, ...],
    *, complete: bool,
) -> tuple[Standing, ...]:  # fmt: skip
    slugs = _slugs(facts, subsectors)
    return tuple(
        standing(one, facts, on, subsectors=slugs, applies=applies, evidence=evidence, complete=complete)
        for one in prerequisites()
    )


def _slugs(facts: Facts, subsectors: Iterable[str]) -> frozenset[str]:
    if isinstance(subsectors, str):
        raise TypeError('subsectors must be several ids, such as ("kuliner",), not a text')
    return frozenset((*subsectors, *((facts.subsector,) if facts.subsector else ())))


def _chosen(
    steps: Collection[str] | None, now: Tier | None, to: Tier | None, found: tuple[Standing, ...]
) -> tuple[str, ...]:
    """Return the steps on the way, in order."""
    known = tuple(all_steps())
    if steps is not None:
        for name in steps:
            if name not in known:
                raise ValueError(f"there is no step {name!r}; there are {', '.join(known)}")
        return tuple(name for name in known if name in steps)
    formal = next(one.state for one in found if one.prerequisite.id == "nib") == "held"
    chosen = [] if formal else ["S0"]
    if now is None and to is None:
        to = Tier.MEDIUM
    if (now is None or now is Tier.MICRO) and to is not None:
        chosen += ["S1", *(["S2"] if to > Tier.MICRO else [])]
    if (now is None or now < Tier.MEDIUM) and to is not None and to > Tier.SMALL:
        chosen.append("S3")
    return tuple(chosen)


def _behind(now: Tier | None) -> frozenset[str]:
    """Return the steps that an enterprise of a size has behind it; what it had there and has no more is still told."""
    behind = ("S0", "S1", "S2", "S3")
    return frozenset(behind[: 1 if now is None or now is Tier.MICRO else 3 if now is Tier.SMALL else 4])


def _notes(way: Pathway, facts: Facts, subsectors: Iterable[str]) -> Iterator[Finding]:
    if way.now.value is None:
        yield Finding("pathway.tier_unknown", "warning", (), {"status": way.now.status, "needs": way.now.needs})
    elif way.to is None:
        yield Finding("pathway.highest", "info")
    elif way.to <= way.now.value:
        yield Finding("pathway.already", "info", (), {"now": way.now.value, "to": way.to})
    if way.to is Tier.LARGE and way.now.value is not Tier.LARGE:
        yield Finding("pathway.large", "info")
    if way.to is not None and way.to is not Tier.MICRO and way.gap is None:
        yield Finding("pathway.no_bound", "warning", (), {"tier": way.to, "on": way.on})
    if not _slugs(facts, subsectors) and any(one.prerequisite.subsectors for one in way.of("applicability_unknown")):
        yield Finding("pathway.subsector_unknown", "info", ("subsector",))
