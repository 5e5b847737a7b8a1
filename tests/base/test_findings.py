"""Findings and the report that collects them."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date
from typing import Any

import pytest

import plut_kumkm as pk
from plut_kumkm.base.findings import Finding, Report, ValidationError

EMPTY = Finding("money.empty")
WARNING = Finding("money.empty", "warning", ("snapshots", 2, "sales"), row=7, column="OMZET")
INFO = Finding("money.empty", "info")


@pytest.mark.parametrize(
    ("path", "where"), [((), "$"), (("sales",), "$.sales"), (("a", 3, "b"), "$.a[3].b"), ((0,), "$[0]")]
)
def test_where(path: tuple[str | int, ...], where: str) -> None:
    assert Finding("money.empty", path=path).where == where


def test_a_finding_is_an_error_unless_it_says_otherwise() -> None:
    assert (EMPTY.severity, EMPTY.path, dict(EMPTY.params), EMPTY.cite, EMPTY.row, EMPTY.column) == (
        "error",
        (),
        {},
        None,
        None,
        None,
    )


def test_params_cannot_be_changed() -> None:
    params = {"got": "1"}
    found = Finding("money.empty", params=params)
    params["got"] = "2"
    assert found.params["got"] == "1"
    with pytest.raises(TypeError):
        found.params["got"] = "3"  # type: ignore[index] # read only is what is tested


def test_a_finding_is_hashed_copied_and_pickled() -> None:
    # A registry may be evaluated in several processes.
    found = Finding("money.empty", "info", ("a",), {"got": [1]}, row=1)
    assert pickle.loads(pickle.dumps(found)) == copy.deepcopy(found) == found  # noqa: S301 - pickled on the same line
    assert len({found, copy.deepcopy(found)}) == 1


def test_message_in_two_languages() -> None:
    assert EMPTY.message() == EMPTY.message("id") != EMPTY.message("en")


def test_text_with_its_place() -> None:
    assert str(WARNING) == f"baris 7 kolom OMZET $.snapshots[2].sales: {EMPTY.message()} [money.empty]"
    assert str(EMPTY) == f"{EMPTY.message()} [money.empty]"
    assert str(Finding("money.empty", row=3)).startswith("baris 3: ")
    assert str(Finding("money.empty", column="A")).startswith("kolom A: ")
    assert str(Finding("money.empty", path=("a",))).startswith("$.a: ")


def test_to_dict_is_json() -> None:
    cite = pk.tier(pk.Facts(sales=1), on=date(2026, 6, 30)).cites[0]
    params: dict[str, Any] = {
        "got": None,
        "n": 5,
        "yes": True,
        "day": date(2026, 6, 30),
        "many": [1, (date(2026, 1, 1), None)],
        "kind": pk.Tier.MICRO,
    }
    plain = Finding("money.empty", "info", ("a", 0), params, cite, 4, "B").to_dict()
    assert json.loads(json.dumps(plain)) == {
        "code": "money.empty",
        "severity": "info",
        "path": "$.a[0]",
        "row": 4,
        "column": "B",
        "params": {
            "got": None,
            "n": 5,
            "yes": True,
            "day": "2026-06-30",
            "many": [1, ["2026-01-01", None]],
            "kind": "Tier.MICRO",
        },
        "cite": cite.to_dict(),
        "message_id": EMPTY.message("id"),
        "message_en": EMPTY.message("en"),
    }
    assert EMPTY.to_dict()["cite"] is None


def test_report() -> None:
    report = Report([EMPTY, WARNING, INFO])
    assert (len(report), report[0], report[1:], list(report)) == (3, EMPTY, (WARNING, INFO), [EMPTY, WARNING, INFO])
    assert (report.findings, report.errors, report.ok) == ((EMPTY, WARNING, INFO), (EMPTY,), False)
    assert Report([WARNING, INFO]).ok
    assert Report().ok
    assert report.codes == {"money.empty": 3}
    assert list(Report([Finding("money.unit"), EMPTY]).codes) == ["money.empty", "money.unit"]
    assert report.to_records() == [found.to_dict() for found in report]
    assert repr(report) == "Report(3 findings: {'money.empty': 3})"
    assert str(report) == "\n".join(map(str, report))
    assert str(Report()) == "tidak ada catatan"


def test_a_report_is_neither_true_nor_false() -> None:
    for report in (Report(), Report([EMPTY])):
        with pytest.raises(TypeError, match="neither true nor false"):
            bool(report)


def test_equal_reports() -> None:
    assert Report([EMPTY]) == Report([Finding("money.empty")])
    assert hash(Report([EMPTY])) == hash(Report([Finding("money.empty")]))
    assert Report([EMPTY]) != Report([WARNING])
    assert Report([EMPTY]) != [EMPTY]


def test_a_report_in_a_notebook_is_escaped() -> None:
    html = Report([Finding("money.empty", path=("<a>",))])._repr_html_()
    assert "$.&lt;a&gt;" in html
    assert html.startswith("<table>")


def test_errors_are_raised_together() -> None:
    Report([WARNING, INFO]).raise_if_errors()
    other = Finding("money.empty", path=("x",))
    with pytest.raises(ValidationError) as caught:
        Report([WARNING, EMPTY, other]).raise_if_errors()
    assert (caught.value.findings, caught.value.finding) == ((EMPTY, other), EMPTY)
    assert str(caught.value) == f"{EMPTY}\n{other}"
    assert isinstance(caught.value, ValueError)
