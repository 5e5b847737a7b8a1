"""What breakdowns and their groups are called, in records and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plut_kumkm.base import data
from plut_kumkm.base.messages import render
from plut_kumkm.enterprise.tiers import LegalForm, Tier

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang

BREAKDOWNS = (
    "region", "sex", "age_band", "youth", "subsector", "legal_form", "tier", "programme", "provider", "service_field",
)  # fmt: skip
# Breakdowns by help, each with the field of the record of help.
HELP = {"programme": "programme_code", "provider": "provider", "service_field": "kind"}
NOT_HELPED = "–"
_WORDS = {"sex": ("male", "female"), "youth": ("yes", "no")}


def by_label(name: str, lang: Lang) -> str:
    """Return the name of a breakdown, which is its own where it is a value of the panel."""
    return render(f"naik.by.{name}", {}, lang) if name in BREAKDOWNS else name


def group_label(by: str, name: str | None, lang: Lang) -> str:
    """Return the name of a group in words; one out of a record stands as it is.

    >>> group_label("sex", "female", "en"), group_label("region", None, "en"), group_label("tier", "micro", "id")
    ('women', 'not known', 'Usaha Mikro')
    """
    if name is None:
        return render("naik.group.unknown", {}, lang)
    if name == NOT_HELPED and by in HELP:
        return render("naik.group.not_helped", {}, lang)
    if by == "tier":
        return Tier(name).label(lang)
    if by == "legal_form":
        return LegalForm(name).label(lang)
    if by == "service_field":
        rows = data.toml("service_fields.toml")["field"]["rows"]
        return next((str(row["label"][lang]) for row in rows if row["id"] == name), name)
    return render(f"naik.group.{by}.{name}", {}, lang) if name in _WORDS.get(by, ()) else name


def total_labels(columns: int, lang: Lang) -> tuple[str, ...]:
    """Return what stands in the columns of the groups where all are meant.

    >>> total_labels(2, "en")
    ('all', '')
    """
    return (render("naik.total", {}, lang), *("" for _ in range(columns - 1))) if columns else ()
