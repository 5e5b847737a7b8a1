"""Texts in two languages that stand within a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from plut_kumkm.base.findings import Lang
    from plut_kumkm.law.regimes import Regime, Scheme


@frozen
class Text:
    """A text in Indonesian and English; two that say the same are equal, as the findings are that hold them."""

    id: str
    en: str

    def label(self, lang: Lang = "id") -> str:
        """Return the text in Indonesian or English."""
        return self.en if lang == "en" else self.id

    def __str__(self) -> str:
        return self.id


def regime_name(regime: Regime, scheme: Scheme) -> Text:
    """Return what a regime is called: its title, or in English its scheme and the name of its instrument.

    >>> from plut_kumkm.law.books import book
    >>> regime_name(book().regime("kur-1-2023"), book().scheme("kur")).label("en")
    'Kind of KUR by ceiling (Permenko Perekonomian 1/2023)'
    """
    return Text(regime.title, f"{scheme.title['en']} ({regime.provision.cite.instrument.label()})")
