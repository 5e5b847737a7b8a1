"""Checklists: items that somebody asks for, the evidence for each, and how much of the list is met on a day.

No item weighs more than another: where the source gives no weights, none are made up. An item without evidence is not
known, which is not the same as not met.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Literal, get_args

from attrs import Attribute, field, frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang, Report, Source
from plut_kumkm.base.periods import check_day

State = Literal["met", "not_met", "not_known", "expired"]
STATES: tuple[State, ...] = get_args(State)
SCHEMA = "plut_kumkm/checklist/1"
Day = date  # a record below has a field of that name


def _texts(_: Any, attribute: Attribute[Any], value: object) -> None:
    if not isinstance(value, Mapping) or set(value) != {"id", "en"}:
        raise ValueError(f'{attribute.name} must be texts under exactly "id" and "en"')


@frozen(repr=False)
class Item:
    """One thing that a checklist asks for, with where that stands and how well it was seen.

    ``group`` parts a long list; ``grade`` is that of the source (``primary``, ``secondary``, ``unverified``).
    """

    id: str
    text: Mapping[Lang, str] = field(validator=_texts)
    source: Source | None = None
    grade: str | None = None
    group: str | None = None

    def label(self, lang: Lang = "id") -> str:
        """Return what is asked for, in Indonesian or English."""
        return self.text[lang]

    def __repr__(self) -> str:
        return f"<Item {self.id}>"


@frozen
class Evidence:
    """What shows that an item is met, or (``met=False``) that it is not: a document, a link, what was seen.

    ``date`` is the day from which it counts, ``expires`` the last day on which it does. Without a date it counts
    from the beginning.

    >>> Evidence(item="a", text="surat wali kota", date=date(2025, 3, 1)).met
    True
    """

    item: str = field(kw_only=True)
    text: str = field(kw_only=True)
    reference: str | None = field(default=None, kw_only=True)
    date: Day | None = field(default=None, kw_only=True)
    expires: Day | None = field(default=None, kw_only=True)
    met: bool = field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        wrong = [
            f"{name} must be a str, not {type(value).__name__}"
            for name, value in (("item", self.item), ("text", self.text), ("reference", self.reference))
            if not (isinstance(value, str) or (name == "reference" and value is None))
        ]
        if type(self.met) is not bool:
            wrong.append(f"met must be True or False, not {type(self.met).__name__}")
        if wrong:
            raise TypeError("Evidence: " + "; ".join(wrong))
        for name, day in (("date", self.date), ("expires", self.expires)):
            if day is not None:
                check_day(day, name)


@frozen(repr=False)
class Checklist:
    """Items in an order, with a title; ``notes`` say what is not known of the list itself.

    Raises:
        ValueError: two items have one id.
    """

    id: str
    title: Mapping[Lang, str] = field(validator=_texts)
    items: tuple[Item, ...]
    notes: tuple[Finding, ...] = ()

    def __attrs_post_init__(self) -> None:
        twice = [name for name, count in Counter(item.id for item in self.items).items() if count > 1]
        if twice:
            raise ValueError(f"items must differ: {', '.join(twice)}")

    def label(self, lang: Lang = "id") -> str:
        """Return the title in Indonesian or English."""
        return self.title[lang]

    def __repr__(self) -> str:
        return f"<Checklist {self.id}: {len(self.items)} items>"

    def assess(self, evidence: Iterable[Evidence], *, on: date) -> Assessment:
        """Return where the list stands on the day ``on``, item by item.

        Of several pieces of evidence for one item those count that hold on the day. Where they contradict one another
        the latest decides; where none is the latest the item is not known, and a finding says so.

        Args:
            evidence: what there is, in any order.
            on: the day.

        Raises:
            TypeError: ``on`` is not a date, or a piece of evidence is no ``Evidence``.

        >>> both = Checklist("a", {"id": "Contoh", "en": "Example"}, (
        ...     Item("surat", {"id": "Surat", "en": "Letter"}), Item("foto", {"id": "Foto", "en": "Photo"})))
        >>> found = both.assess([Evidence(item="surat", text="ada")], on=date(2026, 6, 30))
        >>> found.coverage, [item.id for item in found.gaps]
        (Fraction(1, 2), ['foto'])
        """
        check_day(on, "on")
        given = tuple(evidence)
        for one in given:
            if not isinstance(one, Evidence):
                raise TypeError(f"evidence must be Evidence, not {type(one).__name__}")
        findings = list(self._problems(given, on))
        answers = []
        for item in self.items:
            answer, conflict = _answer(item, tuple(one for one in given if one.item == item.id), on)
            answers.append(answer)
            if conflict:
                params = {"item": item, "list": self, "count": len(answer.evidence)}
                findings.append(Finding("checklist.evidence_conflict", "warning", (item.id,), params))
        return Assessment(self, on, tuple(answers), Report(findings))

    def _problems(self, given: tuple[Evidence, ...], on: date) -> Iterable[Finding]:
        ids = [item.id for item in self.items]
        for place, one in enumerate(given):
            path = ("evidence", place)
            if one.item not in ids:
                # Imported here: only a name that is wrong needs it.
                from difflib import get_close_matches

                near = tuple(get_close_matches(one.item, ids) or ids)
                params = {"got": show.excerpt(one.item), "list": self, "near": near}
                yield Finding("checklist.item_unknown", "error", path, params)
            if one.date is not None and one.date > on:
                yield Finding("checklist.evidence_future", "warning", path, {"day": one.date, "on": on})
            if one.date is not None and one.expires is not None and one.expires < one.date:
                yield Finding("checklist.evidence_reversed", "error", path, {"day": one.date, "expires": one.expires})


@frozen
class Answer:
    """Where one item stands: its state, and the evidence that decided it."""

    item: Item
    state: State
    evidence: tuple[Evidence, ...] = ()


def _answer(item: Item, given: tuple[Evidence, ...], on: date) -> tuple[Answer, bool]:
    """Return the answer, and whether the evidence contradicts itself."""
    begun = [one for one in given if one.date is None or one.date <= on]
    valid = [one for one in begun if one.expires is None or on <= one.expires]
    if not valid:
        return Answer(item, "expired" if begun else "not_known", tuple(begun)), False
    said = {one.met for one in valid}
    if len(said) > 1:
        latest = max((one.date for one in valid if one.date is not None), default=None)
        last = [one for one in valid if one.date == latest]
        # What has no date may be the newer one.
        if latest is None or any(one.date is None for one in valid) or len({one.met for one in last}) > 1:
            return Answer(item, "not_known", tuple(valid)), True
        valid = last
    return Answer(item, "met" if valid[0].met else "not_met", tuple(valid)), False


@frozen(eq=False, repr=False)
class Assessment:
    """A checklist on one day: an answer for each item, what is missing, and what was wrong with the evidence.

    ``coverage`` is the share of *all* items that is met, ``answered`` the share of all items of which it is known
    whether they are met; both are ``None`` for an empty list.
    """

    checklist: Checklist
    on: date
    answers: tuple[Answer, ...]
    report: Report

    @property
    def counts(self) -> dict[str, int]:
        """How many items are in each state."""
        return {state: len(self.of(state)) for state in STATES}

    @property
    def coverage(self) -> Fraction | None:
        """How much of the list is met [1]: items met, of all items."""
        return self._share(self.counts["met"])

    @property
    def answered(self) -> Fraction | None:
        """How much of the list is known [1]: items met or not met, of all items."""
        counts = self.counts
        return self._share(counts["met"] + counts["not_met"])

    def _share(self, part: int) -> Fraction | None:
        return Fraction(part, len(self.answers)) if self.answers else None

    @property
    def complete(self) -> bool:
        """Whether every item is met."""
        return all(answer.state == "met" for answer in self.answers)

    @property
    def gaps(self) -> tuple[Item, ...]:
        """The items that are not met, not known or expired, in the order of the list."""
        return tuple(answer.item for answer in self.answers if answer.state != "met")

    def of(self, state: State) -> tuple[Item, ...]:
        """Return the items in a state, in the order of the list."""
        return tuple(answer.item for answer in self.answers if answer.state == state)

    def __getitem__(self, item: str) -> Answer:
        for answer in self.answers:
            if answer.item.id == item:
                return answer
        raise KeyError(f"{item!r}: the items are {', '.join(answer.item.id for answer in self.answers)}")

    def by_group(self) -> dict[str | None, Fraction]:
        """Return how much of each group is met [1]: items met, of the items of the group."""
        met = Counter(item.group for item in self.of("met"))
        every = Counter(answer.item.group for answer in self.answers)
        return {group: Fraction(met[group], count) for group, count in every.items()}

    def lapsing(self, until: date) -> tuple[Item, ...]:
        """Return the items that are met now, but no longer on the day ``until``: all their evidence ends before it."""
        check_day(until, "until")
        return tuple(
            answer.item
            for answer in self.answers
            if answer.state == "met" and all(one.expires is not None and one.expires < until for one in answer.evidence)
        )

    def summary(self, lang: Lang = "id") -> str:
        """Return the coverage in one line, with what it is a share of."""
        from plut_kumkm.base.messages import render

        return render("checklist.summary", {**self.counts, "all": len(self.answers), "on": self.on}, lang)

    def lines(self, lang: Lang = "id") -> tuple[str, ...]:
        """Return the coverage, and the state, source and evidence of each item, line by line."""
        lines = [self.summary(lang)]
        for answer in self.answers:
            lines.append(f"- [{_state(answer.state, lang)}] {answer.item.label(lang)}{_source(answer.item, lang)}")
            lines += [f"    {_evidence(one, lang)}" for one in answer.evidence]
        return tuple(lines)

    def text(self, lang: Lang = "id") -> str:
        """Return the whole list with what is not known of it and what was wrong with the evidence."""
        from plut_kumkm.base.messages import render

        notes = [note.message(lang) for note in (*self.checklist.notes, *self.report)]
        told = [render("checklist.note", {"note": note}, lang) for note in notes]
        return "\n".join((self.checklist.label(lang), *self.lines(lang), *told))

    def to_dict(self) -> dict[str, Any]:
        """Return the assessment as plain JSON values; a share stands with the names of both its numbers."""
        counts, every = self.counts, len(self.answers)
        return {
            "schema": SCHEMA,
            "checklist": self.checklist.id,
            "on": self.on.isoformat(),
            "counts": counts,
            "coverage": _told(self.coverage, counts["met"], every, "items met"),
            "answered": _told(self.answered, counts["met"] + counts["not_met"], every, "items met or not met"),
            "gaps": [item.id for item in self.gaps],
            "items": [_plain(answer) for answer in self.answers],
            "notes": [note.to_dict() for note in self.checklist.notes],
            "findings": self.report.to_records(),
        }

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Assessment {self.checklist.id} on {self.on}: {self.counts['met']} of {len(self.answers)} items met>"

    def _repr_html_(self) -> str:
        return self.html()

    def html(self, lang: Lang = "id") -> str:
        """Return the list as an HTML table, every cell escaped."""
        from plut_kumkm.base.messages import render

        rows = [
            (
                answer.item.label(lang),
                _state(answer.state, lang),
                "; ".join(_evidence(one, lang) for one in answer.evidence),
                _source(answer.item, lang).removeprefix(" · "),
            )
            for answer in self.answers
        ]
        header = [render(f"checklist.column.{name}", {}, lang) for name in ("item", "state", "evidence", "source")]
        caption = f"{self.checklist.label(lang)}. {self.summary(lang)}"
        notes = (*self.checklist.notes, *self.report)
        return show.html_table(header, rows, caption) + "".join(show.html_lines(note.message(lang)) for note in notes)


def _state(state: State, lang: Lang) -> str:
    from plut_kumkm.base.messages import render

    return render(f"checklist.state.{state}", {}, lang)


def _source(item: Item, lang: Lang) -> str:
    from plut_kumkm.base.messages import render

    parts = [item.source.label(lang)] if item.source is not None else []
    if item.grade is not None:
        parts.append(render(f"grade.{item.grade}", {}, lang))
    return f" · {', '.join(parts)}" if parts else ""


def _evidence(one: Evidence, lang: Lang) -> str:
    from plut_kumkm.base.messages import render

    # Somebody typed it: a number of a person in it is masked.
    parts = [show.hide_numbers(" ".join(one.text.split()))]
    if one.reference is not None:
        parts.append(show.hide_numbers(one.reference))
    if one.date is not None:
        parts.append(render("checklist.dated", {"day": one.date}, lang))
    if one.expires is not None:
        parts.append(render("checklist.until", {"day": one.expires}, lang))
    return ", ".join(parts)


def _told(share: Fraction | None, part: int, every: int, of: str) -> dict[str, Any]:
    return {"value": None if share is None else str(share), "part": part, "whole": every, "of": f"{of} / all items"}


def _plain(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.item.id,
        "text": dict(answer.item.text),
        "group": answer.item.group,
        "source": answer.item.source.to_dict() if answer.item.source is not None else None,
        "grade": answer.item.grade,
        "state": answer.state,
        "evidence": [
            {
                "text": show.hide_numbers(one.text),
                "reference": None if one.reference is None else show.hide_numbers(one.reference),
                "date": one.date.isoformat() if one.date is not None else None,
                "expires": one.expires.isoformat() if one.expires is not None else None,
                "met": one.met,
            }
            for one in answer.evidence
        ],
    }
