"""A verdict of any question: what is written of its steps, whatever the values are."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from plut_kumkm.law.kernel.operands import Field, Param
from plut_kumkm.law.kernel.predicates import Compare
from plut_kumkm.law.verdicts import Verdict


class Question:
    """The smallest question: whether one comparison holds."""

    def __init__(self, node: Compare) -> None:
        self.node = node

    def value(self, code: int) -> str | None:
        return "yes" if code >= 0 else None

    def needs(self, record: Any) -> tuple[str, ...]:
        return ()

    def readings(self, record: Any) -> tuple[Any, ...]:
        return ()

    def provisions(self, record: Any, code: int) -> tuple[Any, ...]:
        return ()

    def notes(self, record: Any, code: int) -> tuple[Any, ...]:
        return ()

    def trace(self, record: Any) -> Any:
        return self.node.explain(record)

    def receipt(self, record: Any) -> dict[str, Any]:
        return {}

    def headline(self, code: int, lang: Any) -> str:
        return "?"

    def lines(self, record: Any, code: int, lang: Any) -> tuple[str, ...]:
        return ("also this",)

    def reading_label(self, id_: str, lang: Any) -> str:
        return id_


@pytest.mark.parametrize(
    ("name", "value", "limit", "written"),
    [
        ("sales", 5000, 4000, "annual sales Rp5.000 > Rp4.000"),
        ("workers", 5000, 4000, " 5,000 > 4,000"),
        ("unknown_name", 5, 4, "unknown_name 5 > 4"),
        ("area_ha", Fraction(3, 2), 1, " 3/2 > 1"),
        ("founded", date(2021, 2, 2), date(2021, 2, 1), " 2 February 2021 > 1 February 2021"),
        ("bookkeeping", True, False, " True > False"),
    ],
)
def test_how_steps_are_written(name: str, value: Any, limit: Any, written: str) -> None:
    verdict = Verdict(Question(Compare(Field(name), ">", Param(limit))), SimpleNamespace(**{name: value}), 0)
    first, second, last = verdict.explain("en").splitlines()
    assert first == "?"
    assert second.startswith("- ")
    assert second.endswith(written)
    assert last == "also this"
    assert (verdict.grade, verdict.cites, verdict.unwrap(), verdict.code) == (None, (), "yes", 0)


def test_what_is_missing_is_not_compared() -> None:
    verdict = Verdict(Question(Compare(Field("sales"), ">", Param(1))), SimpleNamespace(sales=None), -2)
    assert verdict.explain().splitlines() == ["?", "also this"]
    assert (verdict.value, verdict.status) == (None, "indeterminate")
    with pytest.raises(AttributeError):
        verdict.code = 0  # type: ignore[misc] # read only is what is tested
