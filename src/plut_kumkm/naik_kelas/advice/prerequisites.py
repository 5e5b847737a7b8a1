"""Prerequisites of moving up, as data: the evidence that proves each, the steps it belongs to, and whom it concerns."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from plut_kumkm.base import data
from plut_kumkm.law.instruments import meets
from plut_kumkm.naik_kelas.sources import provision

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.instruments import Grade, Provision

_FILE = "naik_kelas/prerequisites.toml"


@frozen(kw_only=True, repr=False)
class Prerequisite:
    """One thing that an enterprise needs, or is advised to have, on its way up.

    ``duty`` is how well it was seen that law asks for it, ``None`` for a practice. ``subsectors`` are those whose
    products it concerns (empty: all), ``asks`` what else decides whether it does.
    """

    id: str
    labels: Mapping[Lang, str] = field(eq=False)
    evidence: Mapping[Lang, str] = field(eq=False)
    steps: tuple[str, ...]
    service_field: str
    licences: tuple[str, ...] = ()
    fact: str | None = None
    subsectors: tuple[str, ...] = ()
    asks: Mapping[Lang, str] | None = field(default=None, eq=False)
    duty: Grade | None = None
    provision: Provision

    @property
    def grade(self) -> Grade:
        """How well it was seen that this evidence belongs to these steps."""
        return self.provision.grade

    def label(self, lang: Lang = "id") -> str:
        """Return what is needed, in Indonesian or English."""
        return self.labels[lang]

    def is_duty(self, policy: Grade) -> bool:
        """Return whether law asks for it, seen at least as well as ``policy``."""
        return self.duty is not None and meets(self.duty, policy)

    def to_dict(self) -> dict[str, Any]:
        """Return the prerequisite as plain JSON values."""
        return {
            "id": self.id,
            "label": dict(self.labels),
            "evidence": dict(self.evidence),
            "steps": list(self.steps),
            "service_field": self.service_field,
            "licences": list(self.licences),
            "subsectors": list(self.subsectors),
            "duty": self.duty,
            **self.provision.to_dict(),
        }

    def __repr__(self) -> str:
        return f"<Prerequisite {self.id}: {', '.join(self.steps)}>"


@cache
def prerequisites() -> tuple[Prerequisite, ...]:
    """Return the prerequisites of the library, in their order.

    >>> [one.id for one in prerequisites() if "S0" in one.steps]
    ['nib', 'izin-risiko']
    """
    file = data.toml(_FILE)
    return tuple(
        Prerequisite(
            id=entry["id"], labels=entry["label"], evidence=entry["evidence"], steps=entry["steps"],
            service_field=entry["service_field"], licences=entry.get("licences", ()), fact=entry.get("fact"),
            subsectors=entry.get("subsectors", ()), asks=entry.get("asks"), duty=entry.get("duty"),
            provision=provision(entry, file),
        )
        for entry in file["prerequisite"]
    )  # fmt: skip


@cache
def steps() -> Mapping[str, Mapping[str, str]]:
    """Return the steps in order, with their names in both languages.

    >>> list(steps()), steps()["S2"]["en"]
    (['S0', 'S1', 'S2', 'S3', 'S4'], 'from micro to small')
    """
    file = data.toml(_FILE)
    return data.FrozenMap({name: file["step"][name] for name in file["steps"]})


@cache
def cliff_schemes() -> tuple[str, ...]:
    """Return the schemes of law whose bounds of sales are cliffs on the way.

    >>> cliff_schemes()
    ('final-tax', 'pkp', 'kur-eligibility')
    """
    return tuple(entry["scheme"] for entry in data.toml(_FILE)["cliff"])


@cache
def service_field_label(id_: str, lang: Lang) -> str:
    """Return the name of a service field of PLUT-KUMKM.

    >>> service_field_label("pembiayaan", "en")
    'Financing'
    """
    rows: tuple[Mapping[str, Any], ...] = data.toml("service_fields.toml")["field"]["rows"]
    return next(str(row["label"][lang]) for row in rows if row["id"] == id_)
