"""How rules read the facts of an enterprise: one place for the operands of every scheme."""

from __future__ import annotations

from datetime import date

from plut_kumkm.law.kernel.operands import Derived, Field

# Capital leaves out land and buildings of the place of business; it is own and borrowed capital together (explanation
# of PP 7/2021 Pasal 35). A net worth, and the equity of a cooperative, may well be negative.
AMOUNTS: dict[str, Field | Derived] = {
    "sales": Field("sales", least=0),
    "capital": Derived("capital", plus=("capital_own", "capital_borrowed"), minus=("land_building",)),
    "net_worth": Field("net_worth"),
    "workers": Derived("workers", plus=("workers_male", "workers_female"), minus=()),
    "plafond": Field("plafond", least=0),
    "investment": Field("investment", least=0),
    "area_ha": Field("area_ha", least=0),
    "members": Field("members", least=0),
    "equity": Field("equity"),
    "assets": Field("assets", least=0),
}
# Dates that may be known as a year only.
DATES = ("founded", "tax_registered")
# Words, as a column holds them; the business of an enterprise is that of its first code.
TEXTS: dict[str, Field] = {
    "legal_form": Field("legal_form_id", fact="legal_form"),
    "kbli": Field("kbli_division", fact="kbli"),
    "parent_tier": Field("parent_tier_id", fact="parent_tier"),
}


def dates(on: date) -> dict[str, tuple[Field, Field]]:
    """Return the dates as a rule reads them on the day ``on``: the first and the last day that each can mean.

    A registration that begins later than that day is none yet, and counts as missing. A later founding is no missing
    one: the business has run for no time at all.

    >>> registered, _ = dates(date(2026, 6, 30))["tax_registered"]
    >>> registered.exceeded_by(date(2026, 7, 1)), registered.exceeded_by(date(2026, 6, 30))
    (True, False)
    """
    latest = {"founded": None, "tax_registered": None if on == date.max else on}
    return {
        name: (
            Field(f"{name}_first", fact=name, twin=f"{name}_last", most=latest[name]),
            Field(f"{name}_last", fact=name, twin=f"{name}_first"),
        )
        for name in DATES
    }
