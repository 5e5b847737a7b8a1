"""The final income tax on turnover, month by month: what is paid on a month depends on the months before it."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from attrs import frozen

from plut_kumkm.base import show
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.messages import render
from plut_kumkm.base.money import format_exact
from plut_kumkm.base.periods import FIRST_YEAR, LAST_YEAR, MONTHS
from plut_kumkm.enterprise.tiers import LegalForm
from plut_kumkm.law.books import LawBook, book_of
from plut_kumkm.law.instruments import Cite, meets
from plut_kumkm.law.questions import weak_notes
from plut_kumkm.law.regimes import Dispute, Parameter, Regime
from plut_kumkm.law.wording import regime_name

SCHEME = "final-tax"
_MONTHS = 12


class TaxMonth(NamedTuple):
    """One month: its turnover, what has come together so far, and the tax on it; money in rupiah [IDR].

    ``cumulative``, ``taxable`` and ``tax`` are ``None`` where they hang on a month that is not known. The tax is exact:
    no rule that rounds it was seen.
    """

    month: int
    sales: int | None
    cumulative: int | None
    taxable: int | None
    tax: Fraction | None


@frozen
class FinalTax:
    """The final tax of one tax year.

    Attributes:
        year: the tax year.
        legal_form: whose tax it is: only an individual has an untaxed sum.
        months: the months that were given, January first.
        notes: what a reader should know.
        cites: where the numbers stand.
    """

    year: int
    legal_form: LegalForm
    months: tuple[TaxMonth, ...]
    notes: tuple[Finding, ...]
    cites: tuple[Cite, ...]

    @property
    def tax(self) -> Fraction | None:
        """The tax of all months that were given [IDR], ``None`` when one of them is not known."""
        taxes = [month.tax for month in self.months]
        return None if None in taxes else sum((tax for tax in taxes if tax is not None), Fraction())

    def explain(self, lang: Lang = "id") -> str:
        """Return the months with their tax in words, what they rest on, and what to know."""
        head = {"year": self.year, "form": self.legal_form}
        lines = [render("final_tax.head", head, lang)]
        for month in self.months:
            params = {
                "month": MONTHS[lang][month.month - 1], "sales": _money(month.sales, lang),
                "cumulative": _money(month.cumulative, lang), "taxable": _money(month.taxable, lang),
                "tax": _money(month.tax, lang),
            }  # fmt: skip
            lines.append(render("final_tax.month", params, lang))
        lines.append(render("final_tax.total", {"tax": _money(self.tax, lang)}, lang))
        lines += [render("final_tax.source", {"cite": cite.formal()}, lang) for cite in self.cites]
        lines += [render("verdict.note", {"note": note.message(lang)}, lang) for note in self.notes]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the tax as plain JSON values; a tax that is no whole number of rupiah as text of a fraction."""
        return {
            "schema": "plut_kumkm/final-tax/1",
            "year": self.year,
            "legal_form": self.legal_form.value,
            "months": [{**month._asdict(), "tax": _plain(month.tax)} for month in self.months],
            "tax": _plain(self.tax),
            "notes": [note.to_dict() for note in self.notes],
            "cites": [cite.to_dict() for cite in self.cites],
        }

    def _repr_html_(self) -> str:
        head = ("bulan", "peredaran bruto", "kumulatif", "kena pajak", "PPh final")
        rows = [
            (month.month, *(_money(part, "id") for part in (month.sales, month.cumulative, month.taxable, month.tax)))
            for month in self.months
        ]
        return show.html_table(head, rows, str(self.year))


def _plain(tax: Fraction | None) -> int | str | None:
    return None if tax is None else tax.numerator if tax.denominator == 1 else str(tax)


def _money(amount: int | Fraction | None, lang: Lang) -> str:
    return render("status.unknown", {}, lang) if amount is None else format_exact(amount)


def final_tax(
    monthly_sales: Sequence[int | None], *, year: int, legal_form: LegalForm, law: LawBook | None = None
) -> FinalTax:
    """Return the final income tax on turnover, month by month [IDR].

    Of an individual nothing is taxed until the turnover of the year has come to the untaxed sum; of the month that
    crosses it the part above, and all of every later month. Entities, a PT perorangan among them, have no such sum.
    A month that is not known (``None``) is not zero: what hangs on it is not known either.

    Whether the taxpayer may use the final tax at all is another question: ``classify(…, scheme="final-tax")``.

    Args:
        monthly_sales: gross turnover of each month from January on, before discounts, at most twelve [IDR].
        year: the tax year.
        legal_form: whose turnover it is.
        law: the book of law; the shipped one unless given.

    Raises:
        TypeError: an amount is no whole number, or ``legal_form`` no ``LegalForm``.
        ValueError: an amount is negative, there are no months or more than twelve, or the year lies outside the
            calendar or before the first rule of the book.

    Source:
        PP 55/2022 Pasal 60 and 61, kept by PP 20/2026; rate 0,5 %: PP 23/2018, PP 55/2022, PP 20/2026.

    >>> shop = final_tax([300_000_000, 300_000_000, 100_000_000], year=2025, legal_form=LegalForm.INDIVIDUAL)
    >>> [int(month.tax) for month in shop.months]
    [0, 500000, 500000]
    """
    sales = _checked(monthly_sales)
    if not isinstance(legal_form, LegalForm):
        raise TypeError(f"legal_form must be a LegalForm, not {type(legal_form).__name__}")
    if type(year) is not int:
        raise TypeError(f"year must be an int, not {type(year).__name__}")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"year must lie from {FIRST_YEAR} to {LAST_YEAR}, not {year}")
    law = book_of(law)
    months: list[TaxMonth] = []
    used: list[Parameter] = []
    sums = _Sums()
    for number, amount in enumerate(sales, 1):
        regime = _regime(law, year, number)
        sums.add(amount)
        numbers = ["rate"]
        untaxed = 0
        if legal_form is LegalForm.INDIVIDUAL and "untaxed" in regime.parameters:
            numbers.append("untaxed")
            untaxed = int(regime.parameters["untaxed"].value)
        asked = [regime.parameters[name] for name in numbers]
        used += asked
        sure = all(meets(one.provision.grade, law.policy) for one in asked)
        taxable = sums.taxable(untaxed, amount) if sure else None
        tax = None if taxable is None else taxable * asked[0].value / Fraction(100)
        months.append(TaxMonth(number, amount, sums.all, taxable, tax))
    notes = (*_notes(law, year, legal_form, months), *weak_notes((one.provision for one in used), law.policy))
    cites = tuple(dict.fromkeys(one.provision.cite for one in used))
    return FinalTax(year, legal_form, tuple(months), notes, cites)


class _Sums:
    """The turnover of a year so far: all of it where every month is known, and at least so much."""

    def __init__(self) -> None:
        self.all: int | None = 0
        self.least = 0

    def add(self, amount: int | None) -> None:
        self.all = None if amount is None or self.all is None else self.all + amount
        self.least += amount or 0

    def taxable(self, untaxed: int, amount: int | None) -> int | None:
        """Return what of the month just added lies above ``untaxed``."""
        if amount is None:
            return None
        if self.least - amount >= untaxed:
            # Already above it without the months that are not known.
            return amount
        return None if self.all is None else max(0, self.all - untaxed)


def _checked(monthly_sales: Iterable[Any]) -> list[int | None]:
    sales: list[int | None] = list(monthly_sales)
    if not 1 <= len(sales) <= _MONTHS:
        raise ValueError(f"monthly_sales takes one to twelve months, not {len(sales)}")
    for number, amount in enumerate(sales, 1):
        if amount is not None and type(amount) is not int:
            raise TypeError(f"month {number}: an amount is an int of rupiah or None, not {type(amount).__name__}")
        if amount is not None and amount < 0:
            raise ValueError(f"month {number}: turnover cannot be negative ({amount})")
    return sales


def _regime(law: LawBook, year: int, month: int) -> Regime:
    """Return the regime in force at the end of a month."""
    day = date(year, month, monthrange(year, month)[1])
    stretch = law.at(SCHEME, day)
    found = [stretch] if isinstance(stretch, Regime) else []
    if isinstance(stretch, Dispute):
        found = [side for side in stretch.sides if isinstance(side, Regime)]
    numbers = {tuple((name, one.value) for name, one in regime.parameters.items()) for regime in found}
    if len(numbers) != 1:
        raise ValueError(f"this book holds no final tax, or no certain one, for {day.isoformat()}")
    # Of two of which it is open which one holds, both have the same numbers.
    return found[0]


def _notes(law: LawBook, year: int, legal_form: LegalForm, months: Sequence[TaxMonth]) -> Iterator[Finding]:
    missing = tuple(str(month.month) for month in months if month.sales is None)
    if missing:
        yield Finding("final_tax.missing", "warning", ("monthly_sales",), {"months": missing})
    last = _regime(law, year, months[-1].month)
    had = ["untaxed" in _regime(law, year, month.month).parameters for month in months]
    ceiling = last.parameters.get("ceiling")
    total = sum(month.sales or 0 for month in months)
    if ceiling is not None and total > ceiling.value:
        params = {"ceiling": ceiling.value, "year": year + 1}
        yield Finding("final_tax.ceiling", "warning", ("monthly_sales",), params, ceiling.provision.cite)
    if legal_form is LegalForm.INDIVIDUAL and not all(had):
        first = _regime(law, year, months[had.index(False)].month)
        code = "final_tax.untaxed_began" if any(had) else "final_tax.no_untaxed"
        scheme = law.scheme(SCHEME)
        named = {"scheme": regime_name(first, scheme), "next": regime_name(last, scheme)}
        yield Finding(code, "info", (), named, first.provision.cite)
    yield Finding("final_tax.eligibility", "info", ("legal_form",), {})
