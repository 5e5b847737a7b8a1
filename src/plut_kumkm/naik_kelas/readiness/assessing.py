"""Assessing: from answers to a score, and from the score to a level, with nothing missing counted as nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding
from plut_kumkm.base.periods import check_day
from plut_kumkm.naik_kelas.readiness.assessed import AspectScore, Assessed
from plut_kumkm.naik_kelas.readiness.linting import lint_instrument
from plut_kumkm.naik_kelas.readiness.loading import instrument as shipped
from plut_kumkm.naik_kelas.readiness.replies import Answered, answered
from plut_kumkm.naik_kelas.readiness.sheets import Aspect, Level, ScoreSheet

if TYPE_CHECKING:
    from plut_kumkm.naik_kelas.exact import Exact

# Where a sheet states no coverage, all of it must be answered before a level is told.
_WHOLE = Fraction(1)
Rows = tuple[Answered, ...]


def assess(
    answers: Mapping[str, Any],
    instrument: str | ScoreSheet,
    *,
    on: date | None = None,
    min_coverage: Fraction | None = None,
    require_evidence: bool = False,
) -> Assessed:
    """Return the score of answers by an instrument, the level it makes, and how much of the instrument is answered.

    A missing answer lowers the coverage, not the score. Below the stated coverage there is no level; what the score
    could still become stands in ``possible``. An answer that cannot be read, or whose evidence has expired, counts as
    missing and is named in ``notes``.

    Args:
        answers: values by the id of the item: truth values (or "ya", "tidak"), numbers, the words of a choice, "tidak
            berlaku", or a ``Reply`` with evidence and dates. ``None`` is missing.
        instrument: the id of an instrument of the library (``instruments()`` lists them), or one of your own.
        on: the day on which evidence must count. Without it no evidence expires, and a note says so where it could.
        min_coverage: the part of the instrument [1] that must be answered; that of the instrument unless given, and
            all of it where that states none.
        require_evidence: whether an answer without the evidence that its item asks for counts as missing.

    Raises:
        TypeError: ``answers`` is no mapping, ``on`` no date, or ``min_coverage`` no exact share.
        ValueError: there is no such instrument, or it contradicts itself (``lint_instrument`` says where).

    Source:
        Each instrument cites its own.

    >>> from datetime import date
    >>> found = assess({"produksi": 80, "pemasaran": 60, "keuangan": "65,5"}, "ydba")
    >>> found.score, found.value.id, found.coverage
    (Fraction(137, 2), 'pra-mandiri', Fraction(1, 1))
    >>> assess({"produksi": 80}, "ydba").needs
    ('pemasaran', 'keuangan')
    """
    sheet = instrument if isinstance(instrument, ScoreSheet) else shipped(instrument)
    if not isinstance(answers, Mapping):
        raise TypeError(f"answers must be a mapping from item to value, not {type(answers).__name__}")
    if on is not None:
        check_day(on, "on")
    if min_coverage is not None and not (isinstance(min_coverage, Fraction | int) and 0 < min_coverage <= 1):
        raise TypeError(f"min_coverage must be a Fraction above 0 and up to 1, not {min_coverage!r}")
    _refuse_contradictions(sheet)
    rows, notes = _read(sheet, answers, on, require_evidence=require_evidence)
    needed = Fraction(min_coverage) if min_coverage is not None else sheet.min_coverage or _WHOLE
    asked = _Asked(sheet, on, rows, tuple(notes), needed)
    return {"score": _by_score, "count": _by_count, "stages": _by_stages}[sheet.kind](asked)


def _refuse_contradictions(sheet: ScoreSheet) -> None:
    wrong = next((problem for problem in lint_instrument(sheet) if problem.severity == "error"), None)
    if wrong is not None:
        raise ValueError(f"instrument {sheet.id} contradicts itself: {wrong.text('en')}")


def _read(
    sheet: ScoreSheet, answers: Mapping[str, Any], on: date | None, *, require_evidence: bool
) -> tuple[Rows, list[Finding]]:
    rows, notes = [], []
    for item in sheet.items:
        row, found = answered(item, answers.get(item.id), on, require_evidence=require_evidence)
        rows.append(row)
        notes += found
    known = [item.id for item in sheet.items]
    for name in answers:
        if name not in known:
            # Imported here: only a name that is wrong needs it.
            from difflib import get_close_matches

            near = tuple(get_close_matches(str(name), known) or known)
            params = {"got": show.excerpt(str(name)), "sheet": sheet, "near": near}
            notes.append(Finding("instrument.item_unknown", "error", (str(name),), params))
    return tuple(rows), notes


class _Asked:
    """One question: the sheet, the day, the rows as read, and what is told in every case."""

    def __init__(
        self, sheet: ScoreSheet, on: date | None, rows: Rows, notes: tuple[Finding, ...], needed: Fraction
    ) -> None:
        self.sheet, self.on, self.rows, self.notes, self.needed = sheet, on, rows, notes, needed
        self.of = {row.item.id: row for row in rows}
        self.missing = tuple(row.item.id for row in rows if row.state not in ("answered", "not_applicable"))

    def counted(self, aspect: Aspect) -> list[tuple[Exact, Answered]]:
        """Return the items of an aspect that apply, with their weights."""
        rows = (self.of[item.id] for item in aspect.items)
        return [(row.item.weight or 1, row) for row in rows if row.state != "not_applicable"]

    def note(self, code: str, **params: Any) -> Finding:
        return Finding(f"instrument.{code}", "warning", (), {"sheet": self.sheet, **params})

    def result(self, **told: Any) -> Assessed:
        extra = told.pop("extra", ())
        return Assessed(
            sheet=self.sheet, on=self.on, rows=self.rows, min_coverage=self.needed, notes=(*self.notes, *extra),
            provisions=(self.sheet.provision,), **told,
        )  # fmt: skip


def _by_score(asked: _Asked) -> Assessed:
    sheet = asked.sheet
    parts = [part for part in (_aspect(asked, aspect, weight) for aspect, weight in sheet.aspect_weights()) if part]
    whole = sum(part.weight for part in parts)
    if not whole:
        # Nothing is asked (the content of the instrument is not known), or nothing applies.
        code = "content_unknown" if not sheet.items else "nothing_applies"
        return asked.result(value=None, status="indeterminate", extra=(asked.note(code),))
    coverage = Fraction(sum(part.weight * part.coverage for part in parts)) / whole
    told: dict[str, Any] = {"aspects": tuple(parts), "coverage": coverage}
    if sheet.weights == "unknown":
        return asked.result(value=None, status="indeterminate", **told, extra=(asked.note("weights_unknown"),))
    answered_ = [(part.weight, part.score) for part in parts if part.score is not None]
    score = _mean(answered_) if answered_ else None
    low, high = (Fraction(sum(part.weight * part.possible[end] for part in parts)) / whole for end in (0, 1))
    told |= {
        "score": None if score is None else _scaled(sheet, score),
        "possible": (_scaled(sheet, low), _scaled(sheet, high)),
    }
    if coverage < asked.needed or score is None:
        note = asked.note("coverage_low", coverage=_percent(coverage), needed=_percent(asked.needed))
        return asked.result(value=None, status="unknown", needs=asked.missing, **told, extra=(note,))
    if not sheet.levels_known or not sheet.levels:
        return asked.result(value=None, status="indeterminate", **told, extra=(asked.note("levels_unknown"),))
    total = told["score"]
    level = sheet.level(total)
    if level is None:
        return asked.result(
            value=None, status="indeterminate", **told, extra=(asked.note("no_level", score=_number(total)),)
        )
    return asked.result(value=level, status="known", **told, extra=_near_bound(asked, total, level))


def _aspect(asked: _Asked, aspect: Aspect, weight: Exact) -> AspectScore | None:
    """Return what an aspect comes to; ``None`` where none of its items applies."""
    counted = asked.counted(aspect)
    whole = sum(each for each, _ in counted)
    if not whole:
        return None
    shares = [(each, row.share) for each, row in counted if row.share is not None]
    held = sum(each * share for each, share in shares)
    told = sum(each for each, _ in shares)
    return AspectScore(
        aspect=aspect,
        weight=weight,
        score=_mean(shares) if shares else None,
        coverage=Fraction(told) / whole,
        possible=(Fraction(held) / whole, Fraction(held + whole - told) / whole),
    )


def _mean(pairs: list[tuple[Exact, Fraction]]) -> Fraction:
    return Fraction(sum(weight * value for weight, value in pairs)) / sum(weight for weight, _ in pairs)


def _scaled(sheet: ScoreSheet, share: Fraction) -> Fraction:
    low, high = sheet.scale
    return low + share * (high - low)


def _near_bound(asked: _Asked, score: Fraction, level: Level) -> tuple[Finding, ...]:
    """Return a note where the source rounds first, and the rounded score would be in another level."""
    places = asked.sheet.places
    if places is None:
        return ()
    unit = 10**places
    rounded = Fraction((score * unit + Fraction(1, 2)).__floor__(), unit)
    other = asked.sheet.level(rounded)
    if other is None or other.id == level.id:
        return ()
    return (asked.note("rounding_decides", score=_number(score), places=places, level=level, other=other),)


def _by_count(asked: _Asked) -> Assessed:
    """Count the items that hold; missing ones matter only where they could decide."""
    applicable = [row for row in asked.rows if row.state != "not_applicable"]
    held = sum(row.share == 1 for row in applicable)
    open_ = sum(row.share is None for row in applicable)
    told: dict[str, Any] = {
        "coverage": Fraction(len(applicable) - open_, len(applicable)) if applicable else None,
        "score": Fraction(held),
        "possible": (Fraction(held), Fraction(held + open_)),
    }
    if not applicable:
        return asked.result(value=None, status="indeterminate", extra=(asked.note("nothing_applies"),))
    k = asked.sheet.k
    if k is None:
        return asked.result(value=None, status="indeterminate", **told, extra=(asked.note("levels_unknown"),))
    below, reached = asked.sheet.levels
    if held >= k:
        return asked.result(value=reached, status="known", **told)
    if held + open_ < k:
        return asked.result(value=below, status="known", **told)
    return asked.result(value=None, status="unknown", needs=asked.missing, **told)


def _by_stages(asked: _Asked) -> Assessed:
    """Return the highest stage that holds; a stage above it that is not known leaves it open."""
    rows = [row for row in asked.rows if row.state != "not_applicable"]
    held = [place for place, row in enumerate(rows) if row.share == 1]
    open_ = [place for place, row in enumerate(rows) if row.share is None]
    told: dict[str, Any] = {
        "coverage": Fraction(len(rows) - len(open_), len(rows)) if rows else None,
        "score": Fraction(max(held) + 1) if held else Fraction(0),
    }
    top = max(held, default=-1)
    above = [rows[place].item.id for place in open_ if place > top]
    skipped = [rows[place].item for place in range(top) if rows[place].share == 0]
    notes = tuple(asked.note("stage_skipped", item=item, stage=rows[top].item) for item in skipped)
    if above:
        told["possible"] = (told["score"], Fraction(max(open_) + 1))
        return asked.result(value=None, status="unknown", needs=tuple(above), **told, extra=notes)
    told["possible"] = (told["score"], told["score"])
    level = asked.sheet.levels[top] if held else None
    if level is None:
        return asked.result(value=None, status="indeterminate", **told, extra=(*notes, asked.note("no_stage")))
    return asked.result(value=level, status="known", **told, extra=notes)


def _percent(share: Fraction) -> Any:
    from plut_kumkm.naik_kelas.readiness.assessed import Share

    return Share(share)


def _number(score: Fraction) -> Any:
    from plut_kumkm.naik_kelas.readiness.assessed import Figure

    return Figure(score)
