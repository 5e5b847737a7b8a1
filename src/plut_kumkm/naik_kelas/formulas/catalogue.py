"""Indicators: the published formulas and a user's own, each a named object with its source."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from attrs import field, frozen

from plut_kumkm.base import data, fields, messages, show
from plut_kumkm.naik_kelas.formulas import grammar
from plut_kumkm.naik_kelas.formulas.conditions import Term
from plut_kumkm.naik_kelas.sources import provision
from plut_kumkm.naik_kelas.states import one_of

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Cite, Grade, Origin, Provision
    from plut_kumkm.naik_kelas.formulas.conditions import Condition

Kind = Literal["stock", "flow", "cohort", "growth", "threshold", "count", "score", "event", "net"]
How = Literal["share", "count", "net", "change", "number", "total", "outside"]
Unit = Literal["percent", "enterprises"]
Base = Literal["all", "umkm", "micro", "small", "medium", "assisted", "none", "before", "after"]
_OWN_BASES: tuple[Base, ...] = ("all", "umkm", "micro", "small", "medium", "assisted", "none")
_FILE = "naik_kelas/indicators.toml"
_KEYS = frozenset(
    "id kind how label numerator denominator window unit bases each when readings needs outside terms cautions "
    "amount instrument pinpoint grade origin seen".split()
)


@frozen(kw_only=True, repr=False, eq=False)
class Indicator:
    """A definition of naik kelas: what kind of number, of what, over whom, in which window, and who says so."""

    id: str
    kind: Kind
    how: How = "share"
    labels: Mapping[str, str]
    numerators: Mapping[str, str]
    denominators: Mapping[str, str] | None = None
    window: str = "year"
    unit: Unit = "percent"
    bases: tuple[Base, ...] = ("all",)
    each: tuple[Base, ...] = ()
    when: Condition | None = None
    readings: Mapping[str, Condition] = field(factory=dict)
    needs: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    amount: str | None = None
    provision: Provision

    @property
    def grade(self) -> Grade:
        """How well the formula was seen."""
        return self.provision.grade

    @property
    def origin(self) -> Origin:
        """Who says so: law, practice, or a proposal of this library or its user."""
        return self.provision.origin

    @property
    def source(self) -> Cite:
        """Where the formula stands."""
        return self.provision.cite

    @property
    def fields(self) -> tuple[str, ...]:
        """The facts that the formula reads."""
        asked = (self.when, *self.readings.values())
        read = [name for one in asked if one is not None for name in one.fields]
        return tuple(dict.fromkeys((*read, *(() if self.amount in (None, "micro") else (str(self.amount),)))))

    def label(self, lang: Lang = "id") -> str:
        """Return the name in Indonesian or English."""
        return self.labels[lang]

    def formula(self, lang: Lang = "id") -> str:
        """Return numerator and denominator in words."""
        below = None if self.denominators is None else self.denominators[lang]
        return self.numerators[lang] if below is None else f"{self.numerators[lang]} / {below}"

    def explain(self, lang: Lang = "id") -> str:
        """Return the name, the formula, and where it stands."""
        said = {"cite": self.source.formal(), "remark": self.provision.remark(lang)}
        kind = messages.render(f"naik.kind.{self.kind}", {}, lang)
        head = f"{self.id} · {self.label(lang)} · {kind}"
        return "\n".join((head, f"- {self.formula(lang)}", messages.render("verdict.source", said, lang)))

    def to_dict(self) -> dict[str, Any]:
        """Return the definition as plain JSON values."""
        return {
            "schema": "plut_kumkm/naik-kelas-indicator/1",
            "id": self.id,
            "kind": self.kind,
            "label": dict(self.labels),
            "numerator": dict(self.numerators),
            "denominator": None if self.denominators is None else dict(self.denominators),
            "window": self.window,
            "unit": self.unit,
            "bases": list(self.bases),
            "fields": list(self.fields),
            **self.provision.to_dict(),
        }

    def __repr__(self) -> str:
        return f"<Indicator {self.id}: {self.kind}, {self.source.label()} ({self.grade})>"


def value_label(name: str, lang: Lang) -> str:
    """Return the name of a figure that a formula asks for.

    >>> value_label("sales", "en"), value_label("stage", "en")
    ('annual sales', 'stage of the programme')
    """
    said = data.toml(_FILE)["value"].get(name)
    return fields.label(name, lang) if said is None else str(said[lang])


@cache
def indicators() -> tuple[Indicator, ...]:
    """Return the published formulas, in the order of their numbers.

    >>> [one.id for one in indicators()][:4]
    ['F1', 'F2', 'F3a', 'F3b']
    """
    file = data.toml(_FILE)
    return tuple(_indicator(entry, file) for entry in file["indicator"])


def indicator(id: str) -> Indicator:  # noqa: A002 - the field's own word for it
    """Return one published formula.

    Raises:
        ValueError: there is no such formula.

    >>> indicator("F6").kind
    'flow'
    """
    found = {one.id: one for one in indicators()}
    if id not in found:
        raise ValueError(f"there is no indicator {id!r}; there are {', '.join(found)}")
    return found[id]


def define(
    id: str,  # noqa: A002 - the field's own word for it
    when: Condition,
    *,
    label: str,
    kind: Kind = "threshold",
    base: Base = "all",
    count: bool = False,
) -> Indicator:
    """Return an indicator of the caller's own; its origin is *proposal* and its grade *unverified*.

    Args:
        id: its name, which no published formula has.
        when: the condition, from ``growth_at_least``, ``improved``, ``class_shift``, ``stage_shift``, ``gained``,
            ``holds``, ``k_of_n``, ``all_of`` and ``any_of``.
        label: what it says, in words.
        kind: which kind of number it is.
        base: of whom the share is, unless ``measure`` names another.
        count: whether it is a number of enterprises, and no share.

    Raises:
        ValueError: the id is taken, or kind or base is none of those that exist.

    >>> from plut_kumkm.naik_kelas.formulas.parts import improved
    >>> define("kita", improved("sales"), label="Omzet naik").origin
    'proposal'
    """
    one_of(kind, Kind, "kind")
    one_of(base, _OWN_BASES, "base")
    if id in {one.id for one in indicators()}:
        raise ValueError(f"{id!r} is a published formula; give your own another id")
    texts = data.FrozenMap({"id": label, "en": label})
    return Indicator(
        id=id, kind=kind, how="count" if count else "share", labels=texts, numerators=texts, when=when,
        bases=tuple(dict.fromkeys((base, *_OWN_BASES))), terms=_terms(when),
        unit="enterprises" if count else "percent", provision=provision({"id": id}, {}),
    )  # fmt: skip


def load(path: str | os.PathLike[str]) -> tuple[Indicator, ...]:
    """Return the indicators of a TOML file of the same schema as the published ones.

    Raises:
        DataError: the file, a key, or a condition is not what the schema says; the message names it.
    """
    file = data.read_toml(path)
    unknown = set(file) - {"checked", "jdih", "indicator"}
    if unknown:
        raise data.DataError(f"{os.path.basename(path)}: unknown keys {', '.join(sorted(unknown))}")  # noqa: PTH119 - any path, also one of bytes
    found = tuple(_indicator(entry, file) for entry in file.get("indicator", ()))
    taken = {one.id for one in indicators()}
    counts = Counter(one.id for one in found)
    twice = [id_ for id_, count in counts.items() if count > 1 or id_ in taken]
    if twice:
        raise data.DataError(f"{', '.join(twice)}: the id is taken; give your own another")
    return found


def _indicator(entry: Mapping[str, Any], file: Mapping[str, Any]) -> Indicator:
    id_ = entry.get("id", "indicator without id")
    unknown = set(entry) - _KEYS
    missing = {"id", "kind", "label", "numerator"} - set(entry)
    if unknown or missing:
        raise data.DataError(f"{id_}: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    if not isinstance(id_, str) or not id_:
        raise data.DataError(f"{show.excerpt(str(id_))}: the id must be a text")
    if "bases" in entry and not entry["bases"]:
        raise data.DataError(f"{id_}: bases must name at least one")
    for code in entry.get("cautions", ()):
        if code not in messages.catalogue():
            raise data.DataError(f"{id_}: there is no caution {code}")
    try:
        for name, allowed in (("kind", Kind), ("how", How), ("unit", Unit)):
            if name in entry:
                one_of(entry[name], allowed, name)
        for base in (*entry.get("bases", ()), *entry.get("each", ())):
            one_of(base, Base, "bases")
        when = None if "when" not in entry else grammar.condition(entry["when"])
        readings = {name: grammar.condition(each) for name, each in entry.get("readings", {}).items()}
    except (TypeError, ValueError) as error:
        raise data.DataError(f"{id_}: {error}") from None
    if when is None and not readings and not entry.get("outside") and not entry.get("amount"):
        raise data.DataError(f"{id_}: a condition is needed, in `when` or `readings`")
    texts = {name: _texts(entry[name], id_) for name in ("label", "numerator", "denominator") if name in entry}
    listed = ("needs", "outside", "terms", "cautions", "bases", "each")
    names = ("id", "kind", "how", "window", "unit", "amount")
    said: dict[str, Any] = {"terms": _terms(when, *readings.values())}
    said |= {name: tuple(entry[name]) for name in listed if name in entry}
    said |= {name: entry[name] for name in names if name in entry}
    return Indicator(
        **said, labels=texts["label"], numerators=texts["numerator"],
        denominators=texts.get("denominator"), when=when, readings=data.FrozenMap(readings),
        provision=provision(entry, file),
    )  # fmt: skip


def _terms(*asked: Condition | None) -> tuple[str, ...]:
    """Return the terms in some conditions that no record can answer."""
    parts = [part for one in asked if one is not None for part in one.parts()]
    return tuple(dict.fromkeys(part.name for part in parts if isinstance(part, Term)))


def _texts(said: Any, id_: str) -> Mapping[str, str]:
    if isinstance(said, str):
        return data.FrozenMap({"id": said, "en": said})
    if not isinstance(said, Mapping) or set(said) != {"id", "en"}:
        raise data.DataError(f"{id_}: a text is one string, or has exactly the keys id and en")
    return said
