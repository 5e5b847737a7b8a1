"""Change the code one operator at a time and see whether the tests notice: `python tests/tools/mutate.py [FILE …]`.

Without names it tries the kernel of law and the rules of tiers and schemes. Another room is tried with its own tests:
`python tests/tools/mutate.py --tests tests/scoring -- scoring/aggregating/sums.py`.

A small mutator of our own: it starts each mutant from a process that has everything but the library imported, which
makes some hundred mutants a matter of minutes. It prints the survivors; whether one changes a verdict is for a reader
to say. Only the fast tests are tried, and those that fail without any change are left out. Needs a system that forks.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import copy
import importlib.abc
import importlib.util
import io
import os
import sys
import time
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "plut_kumkm"
FILES = (
    "law/kernel/operands.py", "law/kernel/predicates.py", "law/kernel/decisions.py", "law/kernel/probing.py",
    "law/kernel/traces.py", "law/regimes.py", "law/books.py", "law/layering.py", "law/conditions.py",
    "law/compiling.py", "law/questions.py", "law/files/loading.py", "law/files/rules.py", "law/files/schema.py",
    "enterprise/size_rules.py", "enterprise/size_verdicts.py", "enterprise/schemes/rules.py",
    "enterprise/schemes/asking.py", "enterprise/schemes/classes.py", "enterprise/schemes/tax_terms.py",
    "enterprise/schemes/turnover_tax.py", "base/bands.py",
)  # fmt: skip
TESTS = (
    "tests/base/test_bands.py",
    "tests/law",
    "tests/enterprise/test_size_cases.py",
    "tests/enterprise/test_size_verdicts.py",
    "tests/enterprise/test_size_grid.py",
    "tests/enterprise/test_facts.py",
    "tests/enterprise/test_schemes.py",
    "tests/enterprise/test_scheme_cases.py",
    "tests/enterprise/test_tax_terms.py",
    "tests/enterprise/test_final_tax.py",
)
LIMIT = 120  # seconds; a mutant that loops is killed
BROKEN = 99
SWAPS: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE,),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE,),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.BitOr: (ast.BitAnd,),
    ast.Mult: (ast.Add,),
}


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Yield line, description and tree of every mutant."""
    untouched = notes_on_types(tree)
    for number, node in enumerate(ast.walk(tree)):
        if node in untouched:
            continue
        for describe, change in changes(node):
            changed = copy.deepcopy(tree)
            twin: Any = next(other for place, other in enumerate(ast.walk(changed)) if place == number)
            before = ast.unparse(twin)[:70]
            change(twin)
            yield getattr(node, "lineno", 0), f"{describe}: {before!r}", ast.fix_missing_locations(changed)


def notes_on_types(tree: ast.Module) -> set[ast.AST]:
    """Return the nodes of annotations and of what only a type checker runs: no test can tell them apart."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        notes = [getattr(node, name, None) for name in ("annotation", "returns")]
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            notes.append(node)
        for note in notes:
            found |= set(ast.walk(note)) if isinstance(note, ast.AST) else set()
    return found


def changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    match node:
        case ast.Compare(ops=ops):
            for place, sign in enumerate(ops):
                for other in SWAPS[type(sign)]:
                    yield (
                        f"{type(sign).__name__} → {other.__name__}",
                        lambda twin, p=place, o=other: twin.ops.__setitem__(p, o()),
                    )
        case ast.BoolOp(op=sign) | ast.BinOp(op=sign) if type(sign) in SWAPS:
            for other in SWAPS[type(sign)]:
                yield f"{type(sign).__name__} → {other.__name__}", lambda twin, o=other: setattr(twin, "op", o())
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", lambda twin: setattr(twin, "operand", ast.UnaryOp(ast.Not(), twin.operand))
        case ast.Constant(value=bool() as value):
            yield f"{value} → {not value}", lambda twin, v=value: setattr(twin, "value", not v)
        case ast.Constant(value=int() as value):
            yield f"{value} → {value + 1}", lambda twin, v=value: setattr(twin, "value", v + 1)
        case ast.If() | ast.IfExp():
            yield "condition turned", lambda twin: setattr(twin, "test", ast.UnaryOp(ast.Not(), twin.test))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return None", lambda twin: setattr(twin, "value", ast.Constant(None))
        case ast.comprehension(ifs=[_, *_]):
            yield "filter dropped", lambda twin: setattr(twin, "ifs", [])
        case ast.Name(id=("UNKNOWN" | "INDETERMINATE" | "NOT_IN_FORCE") as name, ctx=ast.Load()):
            other = {"UNKNOWN": -2, "INDETERMINATE": -1, "NOT_IN_FORCE": -2}[name]
            yield f"{name} → {other}", lambda twin, o=other: setattr(twin, "id", f"__import__('builtins').int({o})")


class Finder(importlib.abc.MetaPathFinder):
    """Gives one module of the library from a changed text."""

    def __init__(self, module: str, path: Path, text: str) -> None:
        self.module, self.path, self.text = module, path, text

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> Any:
        if name != self.module:
            return None
        loader = _Loader(name, str(self.path), self.text)
        return importlib.util.spec_from_file_location(name, self.path, loader=loader)


class _Loader(importlib.abc.SourceLoader):
    def __init__(self, name: str, path: str, text: str) -> None:
        self.name, self.path, self.text = name, path, text

    def get_filename(self, fullname: str) -> str:
        return self.path

    def get_data(self, path: str | bytes) -> bytes:
        return self.text.encode()


def run(arguments: list[str], finder: Finder | None = None) -> tuple[int, list[str]]:
    """Run pytest in a child process; return its exit code and the tests that failed."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        os.chdir(ROOT)
        if finder is not None:
            sys.meta_path.insert(0, finder)
        watch, said = Watch(), io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            try:
                code = int(
                    pytest.main(
                        ["-q", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning", *arguments],
                        plugins=[watch],
                    )
                )
            except BaseException:  # noqa: BLE001 - a mutant may raise anything, and is killed by it
                traceback.print_exc()
                code = BROKEN
        text = "\n".join(watch.failed) if code == 1 else said.getvalue()[-2_000:]
        os.write(write, text.encode()[:60_000])
        os._exit(code)
    os.close(write)
    started = time.monotonic()
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if time.monotonic() - started > LIMIT:
            os.kill(child, 9)
            os.waitpid(child, 0)
            os.close(read)
            return BROKEN, []
        time.sleep(0.02)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read().decode()
    return os.waitstatus_to_exitcode(ended[1]), text.splitlines()


class Watch:
    """Notes which tests fail."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.append(report.nodeid)


def main() -> None:
    parser = argparse.ArgumentParser(description="Change the code one operator at a time, and print what no test sees.")
    parser.add_argument("files", nargs="*", default=FILES, metavar="FILE", help="modules, from src/plut_kumkm on")
    parser.add_argument("--tests", nargs="+", default=TESTS, metavar="TEST", help="what is tried on each mutant")
    options = parser.parse_args()
    for module in ("hypothesis.strategies", "attrs", "tomllib"):
        importlib.import_module(module)
    out = sys.stdout
    code, failing = run([*options.tests])
    if code not in (0, 1):
        sys.exit("the tests do not even run:\n" + "\n".join(failing))
    failing = failing if code == 1 else []
    deselected = [f"--deselect={name}" for name in failing]
    out.write(f"{len(failing)} tests fail without any change and are left out\n")
    alive = tried = 0
    for name in options.files:
        path = SOURCE / name
        module = "plut_kumkm." + name.removesuffix(".py").replace("/", ".")
        for line, what, tree in mutants(ast.parse(path.read_text(encoding="utf-8"))):
            tried += 1
            text = ast.unparse(tree)
            code, _ = run(["-x", *deselected, *options.tests], Finder(module, path, text))
            if code == 0:
                alive += 1
                out.write(f"{name}:{line}: {what}\n")
                out.flush()
    out.write(f"{alive} of {tried} mutants survive these tests\n")


if __name__ == "__main__":
    main()
