"""Answers to the items of a score sheet: what was said, what proves it, and whether it still counts on a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen
from dateutil.relativedelta import relativedelta

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import check_day

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact
    from plut_kumkm.naik_kelas.readiness.sheets import Item

State = Literal["answered", "missing", "not_applicable", "unread", "expired", "unproven"]
Day = date  # a record below has a field of that name

NOT_APPLICABLE = "tidak berlaku"
_WORDS: Mapping[str, bool] = {
    "ya": True, "yes": True, "ada": True, "sudah": True, "true": True,
    "tidak": False, "no": False, "belum": False, "tidak ada": False, "false": False,
}  # fmt: skip
_NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,6})?")
# Three digits behind the mark may be thousands, or thousandths.
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


@frozen
class Reply:
    """An answer with what proves it: ``date`` is the day of the evidence, ``expires`` the last day on which it counts.

    ``applicable=False`` says that the item does not concern this enterprise; then there is no value.

    >>> Reply(True, evidence="buku kas 2026", date=date(2026, 5, 1)).value
    True
    """

    value: Any = None
    evidence: str | None = field(default=None, kw_only=True)
    date: Day | None = field(default=None, kw_only=True)
    expires: Day | None = field(default=None, kw_only=True)
    applicable: bool = field(default=True, kw_only=True)

    def __attrs_post_init__(self) -> None:
        for name, day in (("date", self.date), ("expires", self.expires)):
            if day is not None:
                check_day(day, name)
        if self.evidence is not None and not isinstance(self.evidence, str):
            raise TypeError(f"evidence must be a text, not {type(self.evidence).__name__}")
        if not self.applicable and self.value is not None:
            raise ValueError("an item that does not apply has no value")


@frozen(kw_only=True)
class Answered:
    """Where one item stands: its state, the points that count, and the reply."""

    item: Item
    state: State
    points: Exact | None = None
    reply: Reply | None = None

    @property
    def share(self) -> Fraction | None:
        """How much of what can be reached [1]; ``None`` where no answer counts."""
        return None if self.points is None else self.item.share(self.points)


def answered(item: Item, given: Any, on: date | None, *, require_evidence: bool) -> tuple[Answered, list[Finding]]:
    """Return where an item stands, and what is to be said of its reply."""
    reply = given if isinstance(given, Reply) else Reply(given)
    if isinstance(reply.value, str) and reply.value.strip().casefold() == NOT_APPLICABLE:
        reply = Reply(None, applicable=False)
    params: dict[str, Any] = {"item": item}
    if not reply.applicable:
        found = [] if item.may_not_apply else [Finding("instrument.always_applies", "warning", (item.id,), params)]
        return Answered(item=item, state="not_applicable" if not found else "missing", reply=reply), found
    if reply.value is None or (isinstance(reply.value, str) and not reply.value.strip()):
        return Answered(item=item, state="missing", reply=reply), []
    points = _points(item, reply.value)
    if points is None:
        got = show.excerpt(str(reply.value))
        wrong = Finding(
            "instrument.answer_unread", "error", (item.id,), {**params, "got": got, "expected": Asked(item)}
        )
        return Answered(item=item, state="unread", reply=reply), [wrong]
    found = list(_of_evidence(item, reply, on, claims=points > item.low))
    codes = {finding.code for finding in found}
    state: State = "answered"
    if codes & {"instrument.evidence_expired", "instrument.evidence_undated", "instrument.evidence_future"}:
        state = "expired"
    elif require_evidence and "instrument.no_evidence" in codes:
        state = "unproven"
    return Answered(item=item, state=state, points=points if state == "answered" else None, reply=reply), found


def _points(item: Item, value: object) -> Exact | None:
    """Return the points of a value, ``None`` where it cannot be one of this item."""
    if item.form == "choice":
        words = {word.casefold(): points for word, points in item.answers.items()}
        return words.get(" ".join(value.split()).casefold()) if isinstance(value, str) else None
    if item.form == "check":
        if isinstance(value, str):
            value = _WORDS.get(" ".join(value.split()).casefold())
        return int(value) if isinstance(value, bool) else None
    points = _number(value)
    return points if points is not None and item.low <= points <= item.high else None


def _number(value: object) -> Exact | None:
    if isinstance(value, str):
        text = value.strip()
        if _NUMBER.fullmatch(text) is None or _AMBIGUOUS.fullmatch(text) is not None:
            return None
        return Fraction(text.replace(",", "."))
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    # A float is not exact: 0.1 is another number than what was written.
    return value if isinstance(value, int | Fraction) and not isinstance(value, bool) else None


def _of_evidence(item: Item, reply: Reply, on: date | None, *, claims: bool) -> Iterator[Finding]:
    """Yield what is wrong with the evidence; an answer that claims nothing needs none."""
    params: dict[str, Any] = {"item": item}
    if claims and item.evidence is not None and not reply.evidence:
        yield Finding("instrument.no_evidence", "info", (item.id,), {**params, "evidence": Asked(item, evidence=True)})
    if on is None:
        if item.valid_months is not None or reply.expires is not None:
            yield Finding("instrument.expiry_not_checked", "warning", (item.id,), params)
        return
    if reply.date is not None and reply.date > on:
        yield Finding("instrument.evidence_future", "warning", (item.id,), {**params, "day": reply.date, "on": on})
        return
    ends = reply.expires
    if item.valid_months is not None:
        if reply.date is None and ends is None:
            yield Finding("instrument.evidence_undated", "warning", (item.id,), {**params, "months": item.valid_months})
            return
        if reply.date is not None:
            # Valid for twelve months from 15 March is valid until 14 March; a given expiry may only shorten that.
            last = reply.date + relativedelta(months=item.valid_months, days=-1)
            ends = last if ends is None else min(ends, last)
    if ends is not None and ends < on:
        yield Finding("instrument.evidence_expired", "warning", (item.id,), {**params, "day": ends, "on": on})


@frozen
class Asked:
    """What an item takes, or what proves it, as it stands in a message."""

    item: Item
    evidence: bool = False

    def label(self, lang: Literal["id", "en"] = "id") -> str:
        """Return it in Indonesian or English."""
        from plut_kumkm.base.messages import render
        from plut_kumkm.naik_kelas.exact import number_text

        if self.evidence:
            return "" if self.item.evidence is None else self.item.evidence[lang]
        if self.item.form == "choice":
            return ", ".join(self.item.answers)
        ends = {"low": number_text(self.item.low, lang), "high": number_text(self.item.high, lang)}
        return render(f"instrument.asked.{self.item.form}", ends, lang)

    def __str__(self) -> str:
        return self.label()
