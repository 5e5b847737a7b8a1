"""Communities and the agreements between them: the cross-community forum (forum lintas komunitas) and its consensus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Literal

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Report
from plut_kumkm.base.periods import check_day
from plut_kumkm.base.quantities import Quantity, total
from plut_kumkm.ekraf.hubs.wording import words
from plut_kumkm.enterprise.typed import Typed


@frozen(kw_only=True)
class Community(Typed):
    """A community of the creative economy: its members on a day, and how many of them are UMKM.

    >>> Community(id="k1", name="Komunitas Contoh", members=40, umkm_members=10).umkm_share
    Fraction(1, 4)
    """

    id: str
    name: str | None = None
    as_of: date | None = None
    members: int | None = None
    umkm_members: int | None = None
    subsectors: tuple[str, ...] = ()

    @property
    def umkm_share(self) -> Fraction | None:
        """The members that are UMKM, of all members [1]; ``None`` where a number is missing or makes no sense."""
        if self.members is None or self.umkm_members is None or not 0 <= self.umkm_members <= self.members:
            return None
        return Fraction(self.umkm_members, self.members) if self.members else None


@frozen(eq=False)
class Forum:
    """Several communities together.

    ``memberships`` are not people: who is in two communities counts twice. ``umkm_share`` is over the communities of
    which both numbers are known, ``counted`` of ``communities``.
    """

    communities: int
    counted: int
    memberships: Quantity | None
    umkm_share: Fraction | None


def forum(communities: Iterable[Community]) -> Forum:
    """Return what communities are together: memberships, and the share of UMKM where both numbers are known.

    Raises:
        TypeError: one of them is no ``Community``.
        ValueError: one id stands twice.

    >>> found = forum([Community(id="a", members=40, umkm_members=10), Community(id="b", members=20)])
    >>> found.memberships, found.umkm_share, f"{found.counted} of {found.communities}"
    (<Quantity 60>, Fraction(1, 4), '1 of 2')
    """
    given = tuple(communities)
    for one in given:
        if not isinstance(one, Community):
            raise TypeError(f"a Community is needed, not {type(one).__name__}")
    twice = [name for name, count in Counter(one.id for one in given).items() if count > 1]
    if twice:
        raise ValueError(f"communities must differ: {', '.join(twice)}")
    counted = [one for one in given if one.umkm_share is not None]
    members = sum(one.members or 0 for one in counted)
    share = Fraction(sum(one.umkm_members or 0 for one in counted), members) if members else None
    return Forum(
        len(given),
        len(counted),
        total(one.members if one.members is None or one.members >= 0 else None for one in given),
        share,
    )


@frozen(kw_only=True)
class Party(Typed):
    """A party to an agreement: a community, an office, a school, a company; ``role`` is its place in the helix.

    ``signed`` is the day on which it signed; ``None`` where it has not, as far as is known.

    >>> Party(id="p1", role="komunitas", signed=date(2026, 2, 1)).signed.year
    2026
    """

    id: str
    name: str | None = None
    role: str | None = None
    signed: date | None = None


@frozen(kw_only=True)
class Commitment(Typed):
    """What parties promised: by when, with which money [IDR], and how far it is.

    ``status`` is "planned", "running", "done" or "dropped"; ``by`` the ids of the parties.

    >>> Commitment(id="c1", text="Satu pameran bersama", by=("p1",), due=date(2026, 12, 31)).status
    'planned'
    """

    id: str
    text: str
    by: tuple[str, ...] = ()
    due: date | None = None
    budget: int | None = None
    status: str = "planned"


@frozen(kw_only=True)
class Agreement(Typed):
    """An agreement between communities and others: its parties, its commitments, its term (both days included).

    >>> Agreement(id="a1", since=date(2026, 1, 1), until=date(2026, 12, 31)).in_force(date(2026, 12, 31))
    True
    """

    id: str
    title: str | None = None
    parties: tuple[Party, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    since: date | None = None
    until: date | None = None

    def in_force(self, on: date) -> bool | None:
        """Return whether the day lies in the term; ``None`` where its first day is not known."""
        check_day(on, "on")
        if self.until is not None and self.until < on:
            return False
        return None if self.since is None else self.since <= on

    def consensus(self, on: date) -> Fraction | None:
        """Return the parties that have signed by the day, of all parties [1]; ``None`` without parties."""
        check_day(on, "on")
        signed = sum(party.signed is not None and party.signed <= on for party in self.parties)
        return Fraction(signed, len(self.parties)) if self.parties else None

    def overdue(self, on: date) -> tuple[Commitment, ...]:
        """Return the commitments whose day has passed and that are neither done nor dropped."""
        check_day(on, "on")
        open_ = [one for one in self.commitments if one.status not in ("done", "dropped")]
        return tuple(one for one in open_ if one.due is not None and one.due < on)

    @property
    def progress(self) -> Mapping[str, int]:
        """How many commitments are in each status; a dropped one is not done."""
        return {status: sum(one.status == status for one in self.commitments) for status in words("status")}

    @property
    def done(self) -> Fraction | None:
        """The commitments that are done, of all commitments, dropped ones too [1]; ``None`` without any."""
        return Fraction(self.progress["done"], len(self.commitments)) if self.commitments else None

    @property
    def budgeted(self) -> Fraction | None:
        """The commitments with money, of all commitments [1]; ``None`` without any."""
        with_money = sum(one.budget is not None and one.budget > 0 for one in self.commitments)
        return Fraction(with_money, len(self.commitments)) if self.commitments else None


Kind = Literal["parties", "commitments"]


def check_agreement(agreement: Agreement, *, on: date) -> Report:
    """Return what is wrong with an agreement, as seen on the day ``on``.

    Args:
        agreement: the agreement.
        on: the day by which it should be signed, and commitments kept.

    Raises:
        TypeError: ``agreement`` is none, or ``on`` is not a date.

    >>> promise = Commitment(id="c1", text="Pameran", by=("p2",))
    >>> bare = Agreement(id="a", parties=(Party(id="p1"),), commitments=(promise,))
    >>> check_agreement(bare, on=date(2026, 6, 30)).codes
    {'agreement.by_unknown': 1, 'agreement.no_due_day': 1, 'agreement.term_unknown': 1, 'agreement.unsigned': 1}
    """
    if not isinstance(agreement, Agreement):
        raise TypeError(f"an Agreement is needed, not {type(agreement).__name__}")
    check_day(on, "on")
    return Report((*_term(agreement, on), *_parties(agreement, on), *_commitments(agreement, on)))


def _term(agreement: Agreement, on: date) -> Iterator[Finding]:
    if agreement.since is None:
        yield Finding("agreement.term_unknown", "warning", ("since",))
    elif agreement.until is not None and agreement.until < agreement.since:
        params = {"first": agreement.since, "last": agreement.until}
        yield Finding("agreement.term_reversed", "error", ("until",), params)
    elif agreement.until is not None and agreement.until < on:
        yield Finding("agreement.ended", "warning", ("until",), {"last": agreement.until, "on": on})


def _parties(agreement: Agreement, on: date) -> Iterator[Finding]:
    if not agreement.parties:
        yield Finding("agreement.no_parties", "error", ("parties",))
    yield from _twice("parties", [party.id for party in agreement.parties])
    for place, party in enumerate(agreement.parties):
        if party.signed is None or party.signed > on:
            params = {"party": show.excerpt(party.name or party.id), "on": on}
            yield Finding("agreement.unsigned", "warning", ("parties", place, "signed"), params)


def _commitments(agreement: Agreement, on: date) -> Iterator[Finding]:
    known = [party.id for party in agreement.parties]
    overdue = agreement.overdue(on)
    yield from _twice("commitments", [one.id for one in agreement.commitments])
    for place, one in enumerate(agreement.commitments):
        path = ("commitments", place)
        if one.status not in words("status"):
            params = {"got": show.excerpt(one.status), "known": words("status")}
            yield Finding("agreement.status_unknown", "error", (*path, "status"), params)
        if not one.by:
            yield Finding("agreement.by_nobody", "error", (*path, "by"), {"commitment": show.excerpt(one.text)})
        for number, name in enumerate(one.by):
            if name not in known:
                yield Finding("agreement.by_unknown", "error", (*path, "by", number), {"got": show.excerpt(name)})
        if one.due is None:
            yield Finding("agreement.no_due_day", "warning", (*path, "due"), {"commitment": show.excerpt(one.text)})
        elif agreement.until is not None and one.due > agreement.until:
            days = {"due": one.due, "last": agreement.until}
            yield Finding("agreement.due_after_term", "warning", (*path, "due"), days)
        if one in overdue:
            late = {"commitment": show.excerpt(one.text), "due": one.due}
            yield Finding("agreement.overdue", "warning", (*path, "due"), late)
        if one.budget is not None and one.budget < 0:
            yield Finding("hub.negative", "error", (*path, "budget"), {"got": one.budget})


def _twice(kind: Kind, ids: list[str]) -> Iterator[Finding]:
    for place, name in enumerate(ids):
        if ids.index(name) < place:
            yield Finding("hub.id_twice", "error", (kind, place, "id"), {"got": show.excerpt(name)})
