"""A plan as flat records, one a part or an indicator, under headers that ``from_records`` reads back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from plut_kumkm.base.data import FrozenMap
from plut_kumkm.base.periods import Period
from plut_kumkm.base.quantities import Quantity, QuantityKind
from plut_kumkm.planning.numbers import rounded
from plut_kumkm.planning.reading.trees import NAMELESS
from plut_kumkm.planning.records.action_plans import Action, ActionPlan
from plut_kumkm.planning.records.indicators import Indicator
from plut_kumkm.planning.records.plans import Part, Plan
from plut_kumkm.planning.records.reports import Budget, Realisation
from plut_kumkm.planning.records.values import Absent, Range, Reason, Unread, Value, Word
from plut_kumkm.planning.records.walking import PartKind, parts_of

# How each kind of part is headed, in the order of the columns.
PART_HEADERS: Mapping[PartKind, str] = FrozenMap({
    "goal": "Tujuan", "objective": "Sasaran", "strategy": "Strategi", "policy_direction": "Arah Kebijakan",
    "action": "Rencana Aksi", "programme": "Program", "activity": "Kegiatan", "subactivity": "Sub Kegiatan",
})  # fmt: skip
HEADERS: Mapping[str, str] = FrozenMap({
    "code": "Kode", "partners": "Mitra", "output": "Keluaran", "element": "Unsur", "id": "ID",
    "indicator": "Indikator", "unit": "Satuan", "direction": "Arah", "accumulation": "Akumulasi", "level": "Level",
    "family": "Jenis IKU", "formula": "Formula", "definition": "Definisi", "reason": "Alasan", "source": "Sumber Data",
    "achievement_formula": "Rumus Capaian", "scale": "Skala Penilaian", "bounded": "Batas Nilai",
    "measure": "Ukuran Terikat", "base": "Basis Ukuran",
    "weight": "Bobot", "subsectors": "Subsektor", "owner": "Penanggung Jawab", "fund": "Sumber Dana",
    "baseline_year": "Tahun Dasar", "baseline": "Kondisi Awal",
    "supporting": "Faktor Pendorong", "hindering": "Faktor Penghambat", "follow_up": "Tindak Lanjut",
})  # fmt: skip
END = "Kondisi Akhir"
FIGURES: Mapping[str, str] = FrozenMap({
    "target": "Target", "ceiling": "Pagu Rp", "realisation": "Realisasi", "preliminary": "Realisasi Sementara",
    "prognosis": "Prognosis", "spent": "Realisasi Rp",
})  # fmt: skip
_WORDS: Mapping[str, Mapping[str, str]] = FrozenMap({
    "direction": {"higher": "naik", "lower": "turun", "range": "rentang", "exact": "tepat"},
    "accumulation": {"sum": "jumlah", "last": "posisi akhir", "average": "rata-rata"},
})  # fmt: skip
_SIDES: Mapping[str, str] = FrozenMap({"higher": "makin tinggi makin baik", "lower": "makin rendah makin baik"})
_SIGNS: Mapping[QuantityKind, str] = FrozenMap({
    "exact": "", "at_least": "≥ ", "more_than": "> ", "at_most": "≤ ", "less_than": "< ", "about": "sekitar ",
})  # fmt: skip
_ABSENT: Mapping[Reason, str] = FrozenMap({
    "blank": "", "dash": "–", "not_available": "N/A", "not_measured": "tidak diukur",
    "not_published": "belum dipublikasikan",
})  # fmt: skip
# So many decimals are written of a fraction that has no end.
_PLACES = 12

Key = tuple[str, Period | None]


def number_text(value: int | Fraction) -> str:
    """Return a number as a cell that can be read in one way only: no mark of thousands, the decimal mark a comma.

    >>> number_text(1500), number_text(Fraction(1, 8)), number_text(Fraction(-57, 10))
    ('1500', '0,1250', '-5,7')
    """
    if isinstance(value, int):
        return str(value)
    whole, _, tail = f"{rounded(value, _PLACES):f}".partition(".")
    tail = tail.rstrip("0")
    # Three digits behind a comma could be thousands.
    return f"{whole},{tail}{'0' * (len(tail) == 3)}" if tail else whole


def value_text(value: Value) -> str:
    """Return a value as a cell that ``read_value`` reads back; what is about so much has no such cell.

    >>> value_text(Range(5, Fraction(66, 10))), value_text(Quantity(80, "at_least")), value_text(Absent("dash"))
    ('5 s.d. 6,6', '≥ 80', '–')
    """
    if isinstance(value, Range):
        return f"{number_text(value.low)} s.d. {number_text(value.high)}"
    if isinstance(value, Quantity):
        return f"{_SIGNS[value.kind]}{number_text(value.value)}"
    if isinstance(value, Absent):
        return _ABSENT[value.reason]
    return value.text if isinstance(value, Word | Unread) else number_text(value)


class Flat:
    """A plan as rows of cells by what they are and of which period, and the columns that are used."""

    def __init__(self, plan: Plan | ActionPlan, realisations: Iterable[Realisation] = ()) -> None:
        self.plan = plan
        self._reports: dict[str, list[Realisation]] = {}
        for one in realisations:
            self._reports.setdefault(one.indicator, []).append(one)
        self._money: dict[str, list[Budget]] = {}
        for each in plan.budgets:
            self._money.setdefault(each.of or plan.id, []).append(each)
        for part in parts_of(plan):
            for each in part.part.budgets:
                self._money.setdefault(each.of or part.part.id, []).append(each)
        self.rows: list[dict[Key, str]] = list(self._all())
        self.used: frozenset[Key] = frozenset(key for row in self.rows for key in row)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of its figures, in the order of time."""
        return tuple(sorted({period for _, period in self.used if period is not None}))

    def _all(self) -> Iterator[dict[Key, str]]:
        own = self._budgets(self.plan.id)
        if own:
            yield own
        for indicator in self.plan.indicators:
            yield {**self._indicator(indicator), **self._budgets(indicator.id)}
        if isinstance(self.plan, ActionPlan):
            yield from self._actions(self.plan)
        else:
            # What hangs on nothing stands first: below another part a blank cell would mean that part.
            for kind, parts in (
                ("programme", self.plan.programmes), ("policy_direction", self.plan.directions),
                ("objective", self.plan.objectives), ("goal", self.plan.goals),
            ):  # fmt: skip
                for part in parts:
                    yield from self._part(kind, part, {})

    def _actions(self, plan: ActionPlan) -> Iterator[dict[Key, str]]:
        known = {one.id for one in plan.directions}
        for action in plan.actions:
            if action.direction not in known:
                yield from self._part("action", action, {})
        for direction in plan.directions:
            yield from self._part("policy_direction", direction, {})
            for action in plan.actions:
                if action.direction == direction.id:
                    yield from self._part("action", action, {("policy_direction", None): direction.name})

    def _part(self, kind: str, part: Part, above: Mapping[Key, str]) -> Iterator[dict[Key, str]]:
        names = dict(above)
        if part.name != NAMELESS:
            names[kind, None] = part.name
        told: dict[Key, str | None] = {("code", None): part.code, ("owner", None): part.owner}
        if isinstance(part, Action):
            told |= {(name, None): "; ".join(getattr(part, name)) for name in ("partners", "subsectors")}
            told |= {(name, None): getattr(part, name) for name in ("output", "element", "programme")}
        row = {**names, **{key: text for key, text in told.items() if text}, **self._budgets(part.id)}
        rest = list(part.indicators)
        # Its first indicator stands in the same row, as offices have it, where no cell of the two is in the way.
        if (
            rest
            and rest[0].owner is None
            and not self._budgets(rest[0].id)
            and not (isinstance(part, Action) and rest[0].subsectors)
        ):
            row |= self._indicator(rest.pop(0))
        if part.name != NAMELESS or row.keys() - names.keys():
            yield row
        for indicator in rest:
            code: dict[Key, str] = {("code", None): part.code} if part.code else {}
            yield {**names, **code, **self._indicator(indicator), **self._budgets(indicator.id)}
        for name, below in (
            ("programmes", "programme"), ("directions", "policy_direction"), ("strategies", "strategy"),
            ("objectives", "objective"), ("activities", "activity"), ("subactivities", "subactivity"),
        ):  # fmt: skip
            for child in getattr(part, name, ()):
                yield from self._part(below, child, names)

    def _indicator(self, one: Indicator) -> dict[Key, str]:
        words = {
            name: _WORDS[name].get(str(text), text) if (text := getattr(one, name)) is not None else None
            for name in ("direction", "accumulation")
        }
        side = _SIDES.get(one.better or "")
        if one.direction == "range" and side is not None:
            words["direction"] = f"{words['direction']}, {side}"
        told: dict[str, Any] = {
            "indicator": one.name, "id": one.id, "unit": one.unit, **words, "level": one.level,
            "family": ", ".join(one.families), "formula": one.formula, "definition": one.definition,
            "achievement_formula": one.achievement_formula, "scale": one.scale, "bounded": one.bounded,
            "measure": one.measure, "base": one.base,
            "reason": one.reason, "source": one.source, "subsectors": "; ".join(one.subsectors), "owner": one.owner,
            "weight": None if one.weight is None else number_text(one.weight),
            "baseline_year": None if one.baseline_year is None else str(one.baseline_year),
            "baseline": None if one.baseline is None else value_text(one.baseline),
            "end": None if one.end_target is None else value_text(one.end_target),
        }  # fmt: skip
        row: dict[Key, str] = {(name, None): text for name, text in told.items() if text}
        for target in one.targets:
            _join(row, ("target", target.period), value_text(target.value))
        reports = self._reports.get(one.id, [])
        for report in reports:
            name = report.standing if report.standing in ("preliminary", "prognosis") else "realisation"
            _join(row, (name, report.period), value_text(report.value))
        for name in ("supporting", "hindering", "follow_up"):
            row[name, None] = _told(reports, name)
        return {key: text for key, text in row.items() if text}

    def _budgets(self, of: str) -> dict[Key, str]:
        row: dict[Key, str] = {}
        for one in self._money.get(of, ()):
            for name, amount in (("ceiling", one.ceiling), ("spent", one.realised)):
                if amount is not None:
                    _join(row, (name, one.period), str(amount))
            if one.fund is not None:
                row["fund", None] = one.fund
        return row

    def header(self, key: Key) -> str:
        """Return the header of a column, on one line."""
        name, period = key
        if period is not None:
            return f"{FIGURES[name]} {period.label()}"
        if name == "end":
            return END
        return next((text for kind, text in PART_HEADERS.items() if kind == name), "") or HEADERS[name]

    def fixed(self) -> tuple[Key, ...]:
        """Return the columns of words and of the baseline, as far as they are used."""
        order = (*PART_HEADERS, *HEADERS)
        return tuple((name, None) for name in order if (name, None) in self.used or name in ("indicator", "unit"))

    def figures(self) -> tuple[Key, ...]:
        """Return the columns of figures, period after period."""
        return tuple((name, period) for period in self.periods for name in FIGURES if (name, period) in self.used)

    def columns(self) -> tuple[Key, ...]:
        """Return every column that is used, in their order."""
        end: tuple[Key, ...] = (("end", None),) if ("end", None) in self.used else ()
        return (*self.fixed(), *self.figures(), *end)


def _told(reports: Iterable[Realisation], name: str) -> str:
    """Return what some reports say of themselves: once where all say the same, else each with its period."""
    said = [(one.period.label(), getattr(one, name)) for one in reports]
    if len({text for _, text in said}) == 1:
        return said[0][1] or ""
    return "; ".join(f"{label}: {text}" for label, text in said if text)


def _join(row: dict[Key, str], key: Key, text: str) -> None:
    """Put a figure into its cell; two that contradict each other stand there both, which no reader takes for one."""
    held = row.get(key)
    row[key] = text if held is None or held == text else f"{held} / {text}"


def to_records(plan: Plan | ActionPlan, realisations: Iterable[Realisation] = ()) -> list[dict[str, str]]:
    """Return a plan as flat records for a table: a column for each period, a row for each part and indicator.

    ``from_records`` reads them back to an equal plan, as far as a table holds one: ids of parts are made anew of code
    or name, and the plan as a whole (years, region, instrument) is not in it.

    Raises:
        TypeError: ``plan`` is no plan.

    >>> from plut_kumkm.planning.records.indicators import by_period
    >>> one = Indicator(id="i", name="Event", unit="event", direction="higher", targets=by_period({2025: "12,5"}))
    >>> to_records(Plan(id="p", kind="renja", indicators=(one,)))
    [{'ID': 'i', 'Indikator': 'Event', 'Satuan': 'event', 'Arah': 'naik', 'Target 2025': '12,5'}]
    """
    if not isinstance(plan, Plan | ActionPlan):
        raise TypeError(f"plan must be a Plan or an ActionPlan, not {type(plan).__name__}")
    flat = Flat(plan, realisations)
    keys = flat.columns()
    return [{flat.header(key): row.get(key, "") for key in keys} for row in flat.rows]
