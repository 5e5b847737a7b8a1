"""The lint runner: what is found, in which order, what is let pass and why, and how it is written."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm.base.findings import Finding
from plut_kumkm.base.lint import NO_REASON, UNKNOWN_RULE, UNUSED, LintReport, Problem, Rule, Suppression, lint

Words = list[str]


def empty(subject: Words) -> Iterator[Finding]:
    """No word is empty.

    Mend it by removing the word.
    """
    yield from (Finding("date.empty", path=("words", place)) for place, one in enumerate(subject) if not one)


def long(subject: Words) -> Iterator[Finding]:
    yield from (
        Finding("money.empty", "error", ("words", place, "text"), row=place + 2)
        for place, one in enumerate(subject)
        if len(one) > 5
    )


EMPTY: Rule[Words] = Rule("TST001", "error", empty)
LONG: Rule[Words] = Rule("TST002", "warning", long)
OTHER: Rule[Words] = Rule(
    "XYZ001", "info", lambda subject: [Finding("money.dash", params={"got": "-"})] if subject else []
)
RULES = (EMPTY, LONG, OTHER)
SUBJECT = ["", "keripik", "gim", ""]


def found(report: LintReport) -> list[tuple[str, str]]:
    return [(problem.rule, problem.where) for problem in report]


def test_every_rule_is_asked_and_gives_its_severity() -> None:
    report = lint(SUBJECT, RULES)
    assert found(report) == [
        ("XYZ001", "$"),
        ("TST001", "$.words[0]"),
        ("TST002", "$.words[1].text"),
        ("TST001", "$.words[3]"),
    ]
    # The finding of `long` says error; the rule says warning, and the rule decides.
    assert [problem.severity for problem in report] == ["info", "error", "warning", "error"]
    assert report.counts == {"error": 2, "warning": 1, "info": 1}
    assert report.rules == {"TST001": 2, "TST002": 1, "XYZ001": 1}
    assert report.report.codes == {"date.empty": 2, "money.dash": 1, "money.empty": 1}
    assert report.ran == ("TST001", "TST002", "XYZ001")
    assert not report.ok
    assert len(report) == 4


@given(st.lists(st.sampled_from(["", "a", "keripik tempe"]), max_size=30), st.randoms(use_true_random=False))
def test_the_order_depends_on_nothing_but_the_subject(subject: Words, chance: random.Random) -> None:
    rules = list(RULES)
    chance.shuffle(rules)
    assert lint(subject, tuple(rules)).to_dict() == lint(subject, RULES).to_dict()


def test_places_are_ordered_by_number_not_by_letter() -> None:
    report = lint([""] * 12, (EMPTY,))
    assert [problem.where for problem in report][-3:] == ["$.words[9]", "$.words[10]", "$.words[11]"]


@pytest.mark.parametrize(
    ("select", "ignore", "ran"),
    [
        (None, (), ("TST001", "TST002", "XYZ001")),
        (["TST"], (), ("TST001", "TST002")),
        (["TST002", "X"], (), ("TST002", "XYZ001")),
        (None, ["TST"], ("XYZ001",)),
        (["TST"], ["TST001"], ("TST002",)),
        ([], (), ()),
    ],
)
def test_select_and_ignore(select: Any, ignore: Any, ran: tuple[str, ...]) -> None:
    assert lint(SUBJECT, RULES, select=select, ignore=ignore).ran == ran


@pytest.mark.parametrize("name", ["select", "ignore"])
def test_a_rule_that_is_not_there_is_misuse(name: str) -> None:
    words: dict[str, Any] = {name: ["TST009"]}
    with pytest.raises(ValueError, match=f"{name}: no rule is called, or begins with, 'TST009'; there are TST001"):
        lint(SUBJECT, RULES, **words)
    with pytest.raises(ValueError, match="no rule is called"):
        lint(SUBJECT, RULES, **{name: [""]})  # type: ignore[arg-type] # a mapping of keywords has one type
    with pytest.raises(TypeError, match=f"{name} must be a collection"):
        lint(SUBJECT, RULES, **{name: "TST"})  # type: ignore[arg-type] # the refusal is what is tested


def test_two_rules_with_one_id_are_misuse() -> None:
    with pytest.raises(ValueError, match="two rules have one id: TST001"):
        lint(SUBJECT, (EMPTY, EMPTY))


def test_a_suppression_with_a_reason_lets_its_place_pass() -> None:
    by = Suppression("TST001", "baris contoh", "$.words[0]")
    report = lint(SUBJECT, (EMPTY,), suppress=[by])
    assert found(report) == [("TST001", "$.words[3]")]
    assert [(problem.where, one.reason) for problem, one in report.suppressed] == [("$.words[0]", "baris contoh")]


def test_a_suppression_without_a_place_is_for_every_place_of_its_rule() -> None:
    report = lint(SUBJECT, RULES, suppress=[Suppression("TST001", "daftar lama")])
    assert found(report) == [("XYZ001", "$"), ("TST002", "$.words[1].text")]
    assert len(report.suppressed) == 2
    assert report.ok


def test_a_place_stands_for_what_is_in_it_and_for_nothing_beside_it() -> None:
    assert not lint(SUBJECT, (LONG,), suppress=[Suppression("TST002", "singkatan", "$.words[1]")]).problems
    kept = lint(["a"] * 10 + ["keripik"], (LONG,), suppress=[Suppression("TST002", "singkatan", "$.words[1]")])
    assert found(kept) == [(UNUSED, "$.suppress[0]"), ("TST002", "$.words[10].text")]


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_suppression_without_a_reason_does_nothing_and_is_told(reason: str) -> None:
    report = lint(SUBJECT, (EMPTY,), suppress=[Suppression("TST001", reason, "$.words[0]")])
    assert found(report) == [(NO_REASON, "$.suppress[0]"), ("TST001", "$.words[0]"), ("TST001", "$.words[3]")]
    assert "tanpa alasan" in report.problems[0].message()


def test_a_suppression_that_matches_nothing_or_names_no_rule_is_told() -> None:
    given_ = [Suppression("TST002", "x", "$.words[0]"), Suppression("TST009", "x"), Suppression("TST001", "x")]
    report = lint(SUBJECT, RULES, suppress=given_)
    assert found(report)[1:3] == [(UNUSED, "$.suppress[0]"), (UNKNOWN_RULE, "$.suppress[1]")]
    assert [problem.severity for problem in report.problems[1:3]] == ["warning", "error"]
    assert "TST001, TST002, XYZ001" in report.problems[2].message("en")


def test_a_second_suppression_of_the_same_is_not_needed() -> None:
    twice = [Suppression("TST001", "x"), Suppression("TST001", "x")]
    assert found(lint(SUBJECT, (EMPTY,), suppress=twice)) == [(UNUSED, "$.suppress[1]")]


def test_a_suppression_of_a_rule_that_was_not_asked_may_wait() -> None:
    assert not lint(SUBJECT, RULES, select=["XYZ"], ignore=["XYZ"], suppress=[Suppression("TST001", "x")]).problems


@pytest.mark.parametrize(
    ("rules", "status"),
    [((EMPTY,), (1, 1, 1)), ((LONG,), (0, 1, 1)), ((OTHER,), (0, 0, 1)), ((), (0, 0, 0))],
)
def test_the_exit_status(rules: tuple[Rule[Words], ...], status: tuple[int, int, int]) -> None:
    report = lint(SUBJECT, rules)
    assert (report.exit_status(), report.exit_status("warning"), report.exit_status("info")) == status
    assert report.exit_status() == int(not report.ok)
    with pytest.raises(ValueError, match="fail_on must be one of error, warning, info"):
        lint(SUBJECT, (EMPTY,)).exit_status("fatal")  # type: ignore[arg-type] # the refusal is what is tested


def test_text_in_both_languages() -> None:
    report = lint(SUBJECT, (LONG,))
    first, last = report.to_text("en").splitlines()
    assert first.startswith("3: $.words[1].text: TST002 [warning] ")
    assert last == "1 rules asked: 0 to mend, 1 to check, 0 to know, 0 let pass with a reason."
    assert str(report).splitlines()[0].startswith("3: $.words[1].text: TST002 [perlu dicek] ")
    assert lint(["gim"], (LONG,)).to_text().startswith("1 aturan diperiksa: 0 wajib diperbaiki")


def test_json_has_its_schema_and_what_was_let_pass() -> None:
    report = lint(SUBJECT, RULES, suppress=[Suppression("TST001", "contoh", "$.words[0]")])
    content = json.loads(report.to_json())
    assert content["schema"] == "plut_kumkm/lint/1"
    assert content["counts"] == {"error": 1, "warning": 1, "info": 1}
    assert [one["rule"] for one in content["problems"]] == ["XYZ001", "TST002", "TST001"]
    assert [(one["path"], one["reason"]) for one in content["suppressed"]] == [("$.words[0]", "contoh")]
    assert content == report.to_dict()


def test_github_lines_are_escaped() -> None:
    rows = lint(SUBJECT, (LONG, EMPTY, OTHER)).to_github("data, 2026.toml").splitlines()
    assert rows[0].startswith("::notice file=data%2C 2026.toml,title=XYZ001::$: ")
    assert rows[1].startswith("::error file=data%2C 2026.toml,title=TST001::$.words[0]: ")
    assert rows[2].startswith("::warning file=data%2C 2026.toml,line=3,title=TST002::")
    broken: Rule[Words] = Rule("TST003", "error", lambda _: [Finding("money.sign", params={"got": "100%\nx"})])
    assert "100%25%0Ax" in lint([], (broken,)).to_github("a")


def test_html_is_escaped_and_shows_the_reason() -> None:
    html = lint(SUBJECT, (EMPTY,), suppress=[Suppression("TST001", "<b>", "$.words[0]")])._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "dibiarkan dengan alasan" in html


def test_a_rule_has_its_reason_and_its_title() -> None:
    assert EMPTY.doc == "No word is empty.\n\nMend it by removing the word."
    assert LONG.doc == ""
    own: Rule[Words] = Rule("LNT001", "error", empty)
    assert own.title() == "Setiap pengecualian punya alasan"
    assert own.title("en") == "Every suppression has a reason"


@pytest.mark.parametrize("id_", ["tst001", "TST1", "TESTS001", "TST0011"])
def test_the_id_of_a_rule_has_its_form(id_: str) -> None:
    with pytest.raises(ValueError, match="id"):
        Rule(id_, "error", empty)
    with pytest.raises(ValueError, match="severity"):
        evolve(EMPTY, severity="fatal")
    with pytest.raises(TypeError, match="reason"):
        Suppression("TST001", None)  # type: ignore[arg-type] # the refusal is what is tested


def test_a_report_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(lint(SUBJECT, RULES))
    assert repr(lint(SUBJECT, (EMPTY,))) == "<LintReport: 2 problems {'TST001': 2}, 0 suppressed>"


def test_a_problem_is_its_finding_with_the_rule() -> None:
    one = Problem("TST001", Finding("date.empty", path=("a",)))
    assert one.to_dict()["rule"] == "TST001"
    assert one.to_dict()["path"] == "$.a"
    assert not Suppression("TST002", "x").matches(one)
