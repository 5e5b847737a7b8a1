"""The project keeps what its own pages promise."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.id.md")

# A reason is at least a few words; this many characters after the code of the rule.
REASON = 10


def files() -> list[Path]:
    """Return every text file of the project, without what tools leave behind."""
    found = [path for path in ROOT.iterdir() if path.is_file() and path.suffix in {".md", ".toml", ""}]
    for folder in (".ci", "src", "tests", "docs", "bench"):
        found += [path for path in (ROOT / folder).rglob("*") if path.is_file()]
    made = {"__pycache__", "_build", "_generated", "jupyter_execute", ".ipynb_checkpoints"}
    return sorted(path for path in found if not made & set(path.relative_to(ROOT).parts) and path.name != ".coverage")


def commands(readme: str) -> list[str]:
    """Return the command lines of a page: the lines in fences marked as shell, continuation lines joined."""
    text = (ROOT / readme).read_text(encoding="utf-8")
    fences = re.findall(r"^```(?:sh|bat)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [line for fence in fences for line in fence.splitlines() if line.strip()]


def test_ci_runs_the_test_command_of_the_readme() -> None:
    lines = (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
    in_ci = [line.strip() for line in lines if line.strip().startswith("python3 -m venv .venv ")]
    assert len(in_ci) == 1
    for readme in READMES:
        assert in_ci[0] in commands(readme), readme


def test_both_readmes_give_the_same_commands() -> None:
    english, indonesian = map(commands, READMES)
    assert english == indonesian
    assert any("plut-kumkm evaluate" in line for line in english)


def test_both_readmes_give_the_same_python() -> None:
    def example(readme: str) -> list[str]:
        lines = (ROOT / readme).read_text(encoding="utf-8").splitlines()
        return [
            line.partition("  #")[0].replace('lang="en"', "").rstrip()
            for line in lines
            if line.startswith((">>> ", "... "))
        ]

    english, indonesian = map(example, READMES)
    assert english
    assert english == indonesian


# Written in pieces, so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.~}])/" + r"(?:home|Users|root|work|tmp|opt|mnt|srv)/[\w.]")
INDEX = re.compile(r"https?://[^\s\"'>)]*(?:/simple\b|" + r"pythonhosted|registry\.)")


@pytest.mark.parametrize(("pattern", "what"), [(MACHINE, "path of a machine"), (INDEX, "address of a package index")])
def test_no_file_names_a_machine_or_a_package_index(pattern: re.Pattern[str], what: str) -> None:
    hits = []
    for path in files():
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue  # a sample table in another encoding, or a picture
        hits += [f"{path.relative_to(ROOT)}:{number}" for number, line in enumerate(lines, 1) if pattern.search(line)]
    assert not hits, what


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE, "see " + "/home/" + "ani/umkm"),
        (MACHINE, "open('" + "/opt/" + "a.csv')"),
        (INDEX, "pip install -i https://" + "pypi.example/simple" + " x"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


def test_only_ci_looks_for_the_real_tables_beside_the_project() -> None:
    beside = "../" + "shared"
    hits = [path.relative_to(ROOT).as_posix() for path in files() if beside.encode() in path.read_bytes()]
    assert hits == [".ci/run"]


def test_every_lint_and_type_exemption_of_the_configuration_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    ruff = text[text.index("[tool.ruff.lint]") : text.index("[tool.ruff.lint.flake8-bugbear]")]
    ignored = ruff[ruff.index("ignore = [") :]
    rules = [line for line in ignored.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]
    config = tomllib.loads(text)["tool"]["ruff"]["lint"]
    assert len(rules) == len(config["ignore"]) + sum(map(len, config["per-file-ignores"].values()))
    without = [line for line in rules if len(line.partition("#")[2].strip()) < REASON]
    assert not without


MARKS = re.compile(
    r"#\s*(?:noqa|type:\s*ignore|pyright:\s*(?:ignore|basic|standard|strict)|pragma:\s*no\s+(?:cover|branch))"
    r"(?::\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w,\s-]+\])?"
)


def test_every_exemption_in_the_code_has_its_reason_on_the_same_line() -> None:
    without = []
    for path in files():
        if path.suffix != ".py":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            marks = list(MARKS.finditer(line))
            if marks and len(re.sub(r"[\s#:–-]", "", line[marks[-1].end() :])) < REASON:
                without.append(f"{path.relative_to(ROOT)}:{number}")
    assert not without


def test_changelog_has_its_sections_in_order() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    first = text.split("\n## ")[1]
    assert first.startswith("[Unreleased]")
    headings = re.findall(r"^(?:###|####) (.+)$", first, re.MULTILINE)
    assert headings == ["What changes in verdicts", "law", "data", "rule", "Everything else", "api", "fix"]


def test_the_version_stands_in_one_place() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    again = [path.relative_to(ROOT).as_posix() for path in files() if path.suffix == ".py"
             and re.search(rf"[\"']{re.escape(version)}[\"']", path.read_text(encoding="utf-8"))]  # fmt: skip
    assert not again


def test_no_dependency_has_an_upper_bound() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + [item for extra in project["optional-dependencies"].values() for item in extra]
    assert declared
    assert not [item for item in declared if re.search(r"[<~]|==", item)]
