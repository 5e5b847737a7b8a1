"""Plans that come with the library: frames as far as they were made public, and templates that are a proposal.

What was not published is not filled in: the frame says so, and an indicator of it has no target.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang, Report
from plut_kumkm.planning.records.action_plans import ACTION_PLAN_KINDS, ActionPlan
from plut_kumkm.planning.records.plans import Plan
from plut_kumkm.planning.records.structuring import structure
from plut_kumkm.planning.sources import provision

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plut_kumkm.base.money import Mark
    from plut_kumkm.law.instruments import Provision
    from plut_kumkm.planning.records.indicators import Indicator

_FRAMES = "planning/frames"


@frozen
class Missing:
    """A part of a plan that was not published, by its name in the record."""

    name: str

    def label(self, lang: Lang = "id") -> str:
        """Return the part in words; one that the library has no word for stands for itself."""
        from plut_kumkm.base import messages

        text = messages.catalogue().get(f"planning.part.{self.name}")
        return self.name if text is None else text[lang]

    def __str__(self) -> str:
        return self.label()


@frozen(repr=False)
class Frame:
    """A plan of a city as far as it was made public, with its source and what is not known of it."""

    plan: Plan | ActionPlan
    provision: Provision
    notes: tuple[Finding, ...]

    def __repr__(self) -> str:
        return f"<Frame {self.plan.id} ({self.provision.grade})>"


def not_published(plan: Plan | ActionPlan) -> tuple[Finding, ...]:
    """Return a note for each part of a plan that is known to exist and was not published."""
    return tuple(
        Finding("planning.not_published", "info", ("not_published", place), {"what": Missing(name)})
        for place, name in enumerate(plan.not_published)
    )


def frames() -> tuple[str, ...]:
    """Return the names of the frames that come with the library.

    >>> frames()
    ('malang-renaksi-ekraf-2024-2028', 'malang-rpd-2024-2026')
    """
    return tuple(name.rpartition("/")[2].removesuffix(".toml") for name in data.names(_FRAMES))


@cache
def frame(name: str) -> Frame:
    """Return a plan that comes with the library, as far as it was made public.

    Args:
        name: one of ``frames()``.

    Raises:
        ValueError: there is none of that name.

    >>> renaksi = frame("malang-renaksi-ekraf-2024-2028")
    >>> [one.id for one in renaksi.plan.directions]
    ['infrastruktur', 'legalitas', 'sdm', 'regulasi', 'kelembagaan', 'data']
    >>> renaksi.notes[1].message("en")
    'Not published: names of the programmes. Nothing was filled in for it.'
    """
    if name not in frames():
        raise ValueError(f"no frame {name!r}; there are {', '.join(frames())}")
    file = data.toml(f"{_FRAMES}/{name}.toml")
    plan, report = plan_of(file["plan"], None)
    if plan is None or len(report):
        raise data.DataError(f"{name}.toml: {report}")
    return Frame(plan, provision(file["source"], file), not_published(plan))


@frozen
class Template:
    """An indicator that this library proposes for a policy direction; it has no baseline and no targets."""

    direction: str
    indicator: Indicator
    english: str
    provision: Provision

    def label(self, lang: Lang = "id") -> str:
        """Return the name of the indicator in Indonesian or English."""
        return self.english if lang == "en" else self.indicator.name


@cache
def _templates() -> tuple[Template, ...]:
    from plut_kumkm.planning.records.indicators import Indicator

    file = data.toml("planning/templates.toml")
    source = provision(file["source"], file)
    found: list[Template] = []
    for entry in file["template"]:
        indicator, report = structure(Indicator, entry["indicator"])
        if indicator is None or len(report):
            raise data.DataError(f"templates.toml: {report}")
        found.append(Template(entry["direction"], indicator, entry["en"], source))
    return tuple(found)


def templates(direction: str | None = None) -> tuple[Template, ...]:
    """Return indicators that this library proposes for the six policy directions of a creative-economy action plan.

    Args:
        direction: the id of one direction; all unless given.

    Raises:
        ValueError: there is no such direction.

    >>> [one.indicator.id for one in templates("sdm")], templates("sdm")[0].provision.origin
    (['sdm-sertifikat', 'sdm-omzet'], 'proposal')
    """
    every = _templates()
    names = tuple(dict.fromkeys(one.direction for one in every))
    if direction is not None and direction not in names:
        raise ValueError(f"no direction {direction!r}; there are {', '.join(names)}")
    return tuple(one for one in every if direction in (None, one.direction))


def load(path: str | os.PathLike[str], *, decimal: Mark | None = None) -> tuple[Plan | ActionPlan | None, Report]:
    """Return the plan or action plan of a TOML file, and every problem found; ``None`` if one of them is an error.

    What the file holds are the fields of ``Plan`` or of ``ActionPlan``; which of the two it is, its ``kind`` says.

    Args:
        path: the file.
        decimal: the decimal mark of the numbers in it, where it is known.

    Raises:
        DataError: the file is no TOML.
    """
    return plan_of(data.read_toml(path), decimal)


def plan_of(content: Mapping[str, object], decimal: Mark | None = None) -> tuple[Plan | ActionPlan | None, Report]:
    """Return the plan or action plan that the content of such a file describes, and every problem found."""
    kind: type[Plan] | type[ActionPlan] = ActionPlan if content.get("kind") in ACTION_PLAN_KINDS else Plan
    return structure(kind, content, decimal=decimal)
