"""Speed and memory as ratios: the library against programs that do the same work with the same output.

    python bench/run.py                  all benchmarks, about two minutes
    python bench/run.py tier explain     some of them
    python bench/run.py --quick          little work: shows that each still runs and that the outputs are equal

Needs the extras ``adapters`` (pydantic, for a rival) and ``excel``, and a Unix system; the benchmark of workbooks also
polars with fastexcel, and is left out where they are missing. Before anything is timed, its output is asserted
equal to that of the rival. Times are processor times, so that whoever else uses the machine counts little; library and
rival take turns, and the smallest time of each is compared, because everything that disturbs only adds.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from itertools import product
from math import isclose, nan
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from rivals import if_chain

import plut_kumkm as pk
from plut_kumkm.testing import population

BENCH = Path(__file__).resolve().parent
ON = date(2026, 6, 30)
# Findings that rest on statistics of a whole column: the rival leaves them out.
OURS_ALONE = frozenset(("cell.slip",))


class Line(NamedTuple):
    """One line of the table; ``met`` says whether the aim is, ``None`` where there is none."""

    name: str
    ours: str
    rival: str
    ratio: float
    aim: str = ""
    met: bool | None = None


class Size(NamedTuple):
    """How much work is done."""

    starts: int  # fresh processes
    rounds: int  # turns in one process
    records: int  # asked in each turn
    enterprises: int  # in the registry, each with two years
    runs: int  # whole evaluations


FULL = Size(starts=40, rounds=15, records=20_000, enterprises=100_000, runs=5)
QUICK = Size(starts=2, rounds=2, records=500, enterprises=1_000, runs=1)


# ------------------------------------------------------------------------------------------------------------ measuring


def in_turns(jobs: Sequence[Callable[[], float]], rounds: int) -> list[float]:
    """Return the smallest time of each job [s]; the jobs take turns, each first in its turn."""
    times: list[list[float]] = [[] for _ in jobs]
    for round_ in range(rounds):
        for shift in range(len(jobs)):
            place = (round_ + shift) % len(jobs)
            times[place].append(jobs[place]())
    return [min(some) for some in times]


def timed(work: Callable[[], object]) -> float:
    """Return the processor time of ``work`` in this process [s]."""
    start = time.process_time()
    work()
    return time.process_time() - start


def timed_process(command: Sequence[str], env: dict[str, str] | None = None) -> float:
    """Return the processor time of another process, from its start to its end [s]."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, cwd=BENCH, env=env, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compared(name: str, ours: float, rival: float, most: float | None = None, *, per: int = 1) -> Line:
    """Return the line of two times [s], shown as one of ``per`` pieces."""
    ratio = ours / rival
    aim, met = ("", None) if most is None else (f"<= {most:g}", ratio <= most)
    return Line(name, _shown(ours / per), _shown(rival / per), ratio, aim, met)


def _shown(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1e3:.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:.2f} us"


# --------------------------------------------------------------------------------------------------------------- import


def start(size: Size) -> Iterator[Line]:
    """Import and first verdict against the import of cattrs, net of a bare interpreter."""
    first = (
        "from datetime import date; import plut_kumkm as pk; "
        f"v = pk.tier(pk.Facts(sales=1), on=date({ON.year}, {ON.month}, {ON.day})).value"
    )
    with TemporaryDirectory() as cache:
        # With bytecode at hand, as an installed package has it.
        env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        env["PYTHONPYCACHEPREFIX"] = cache
        said = subprocess.run(
            [sys.executable, "-c", f"{first}; print(v.name)"], check=True, env=env, capture_output=True, text=True
        ).stdout
        assert said.split() == [pk.Tier.MICRO.name]

        def fresh(code: str) -> Callable[[], float]:
            command = [sys.executable, "-c", code]
            timed_process(command, env)
            return lambda: timed_process(command, env)

        ours, rival, bare = in_turns([fresh(first), fresh("import cattrs"), fresh("pass")], size.starts)
    yield compared("import and first tier() : import cattrs", ours - bare, rival - bare, 1.3)


# ----------------------------------------------------------------------------------------------------------------- tier

# Typed apart from the data of the library and from the rival: every bound with both its neighbours.
_SALES = (300_000_000, 2_000_000_000, 2_500_000_000, 15_000_000_000, 50_000_000_000)
_CAPITAL = (1_000_000_000, 5_000_000_000, 10_000_000_000)
_NET_WORTH = (50_000_000, 500_000_000, 10_000_000_000)
_DATES = (
    date(2008, 7, 3), date(2008, 7, 4), date(2020, 11, 1), date(2020, 11, 2), date(2021, 2, 1), date(2021, 2, 2), ON,
)  # fmt: skip
_FOUNDED = (None, date(2021, 2, 1), date(2021, 2, 2), 2020, 2021, 2022, 0)
_PARTS = (None, -1, 0, 500_000_000, 500_000_001, 3_000_000_000, 20_000_000_000)


def _around(bounds: Sequence[int]) -> list[int | None]:
    return [None, -1, 0, *(bound + step for bound in bounds for step in (-1, 0, 1))]


def _grid() -> Iterator[tuple[date, list[pk.Facts]]]:
    """Yield days, and the facts on which the answer of that day can hang."""
    new = [
        pk.Facts(sales=sales, capital=capital, founded=founded)
        for sales, capital, founded in product(_around(_SALES), _around(_CAPITAL), _FOUNDED)
    ]
    new += [
        pk.Facts(sales=sales, capital_own=own, capital_borrowed=borrowed, land_building=land)
        for sales, own, borrowed, land in product((None, 1, 20_000_000_000), _PARTS, _PARTS, _PARTS)
    ]
    old = [
        pk.Facts(sales=sales, net_worth=worth) for sales, worth in product(_around(_SALES), _around(_NET_WORTH))
    ]  # fmt: skip
    for day in _DATES:
        yield day, new if day == ON else new[::5] if day.year == 2021 and day.month == 2 else old


def _same_tiers() -> int:
    """Assert that the if-chain gives the same value and status on the whole grid; return how often it was asked."""
    count = 0
    for day, records in _grid():
        for purpose, reading in product(sorted(if_chain.PURPOSES), sorted(if_chain.READINGS)):
            for basis in (None, *sorted(if_chain.BASES)) if purpose == "facility" else (None,):
                asked: dict[str, Any] = {"on": day, "purpose": purpose, "reading": reading, "basis": basis}
                for facts in records:
                    ours, theirs = _ours(facts, asked), _theirs(facts, asked)
                    assert ours == theirs, (facts, asked, ours, theirs)
                count += len(records)
    return count


def _ours(facts: pk.Facts, asked: dict[str, Any]) -> tuple[str | None, str]:
    try:
        verdict = pk.tier(facts, **asked)
    except ValueError:
        return None, "refused"
    return None if verdict.value is None else verdict.value.value, verdict.status


def _theirs(facts: pk.Facts, asked: dict[str, Any]) -> tuple[str | None, str]:
    try:
        answer = if_chain.tier(facts, **asked)
    except ValueError:
        return None, "refused"
    return answer.value, answer.status


def _records(count: int) -> list[pk.Facts]:
    """Return facts as a register has them: amounts over seven powers of ten, one in ten missing."""
    random = Random(1)  # noqa: S311 - made-up amounts, no secret

    def amount() -> int | None:
        return None if random.random() < 0.1 else int(10 ** random.uniform(5, 12))

    def founded() -> date | int | None:
        year = random.randint(1990, 2025)
        return random.choice((None, year, date(year, random.randint(1, 12), random.randint(1, 28))))

    return [pk.Facts(sales=amount(), capital=amount(), founded=founded()) for _ in range(count)]


def tier(size: Size) -> Iterator[Line]:
    """``tier(facts, on=…).value`` against an if-chain, for the readings that do different work."""
    assert _same_tiers() > 100_000
    records = _records(size.records)
    for purpose, reading in (
        ("facility", "by-purpose"),
        ("registration", "by-purpose"),
        ("registration", "by-founding"),
        ("registration", "cumulative"),
    ):
        asked: dict[str, Any] = {"on": ON, "purpose": purpose, "reading": reading}

        def ours(asked: dict[str, Any] = asked) -> None:
            ask = pk.tier
            for facts in records:
                ask(facts, **asked).value  # noqa: B018 - it is the reading that is timed

        def theirs(asked: dict[str, Any] = asked) -> None:
            ask = if_chain.tier
            for facts in records:
                ask(facts, **asked).value  # noqa: B018 - it is the reading that is timed

        mine, rival = in_turns([lambda f=ours: timed(f), lambda f=theirs: timed(f)], size.rounds)  # type: ignore[misc]  # a default binds the function of this turn
        yield compared(f"tier().value : if-chain, {purpose}, {reading}", mine, rival, 5, per=size.records)


def explain(size: Size) -> Iterator[Line]:
    """``explain()`` against ``value``: what the reasons cost whoever asks for them."""
    records = _records(max(size.records // 20, 100))
    for facts in records:
        verdict = pk.tier(facts, on=ON)
        said = verdict.explain()
        assert [one for one in pk.Tier if said.startswith(one.label())] == (
            [] if verdict.value is None else [verdict.value]
        )

    def explained() -> None:
        for facts in records:
            pk.tier(facts, on=ON).explain()

    def valued() -> None:
        for facts in records:
            pk.tier(facts, on=ON).value  # noqa: B018 - it is the reading that is timed

    ours, rival = in_turns([lambda: timed(explained), lambda: timed(valued)], size.rounds)
    yield compared("tier().explain() : tier().value", ours, rival, per=len(records))


# ------------------------------------------------------------------------------------------------------------- registry


_FORMS = (
    "1800000000", "1.800.000.000", "Rp1.800.000.000", "Rp 1.800.000", "Rp. 1.800.000,-", "Rp1.800.000,00",
    "IDR 1,800,000.00", "1,800,000", "1,8 miliar", "2,5 M", "500 jt", "750rb", "1.500 juta", "1,250 triliun", "0",
)  # fmt: skip


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _results(folder: Path) -> list[list[str]]:
    """Return the results as written, without the codes and the columns (of subsectors) that the library alone has."""
    header, *rows = _rows(folder / "results.csv")
    last = header.index("findings")
    shared = [row[:last] for row in rows]
    codes = (" ".join(code for code in row[last].split() if code not in OURS_ALONE) for row in rows)
    return [header[: last + 1], *([*row, found] for row, found in zip(shared, codes, strict=True))]


def _findings(folder: Path) -> Counter[tuple[str, ...]]:
    """Return the findings about rows: row, column, code and severity. Each has its own words for the message."""
    _, *rows = _rows(folder / "findings.csv")
    return Counter(tuple(row[:4]) for row in rows if row[0] and row[2] not in OURS_ALONE)


def _summary(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return found


def _ours_on(path: Path, out: Path) -> list[str]:
    arguments = ["evaluate", str(path), "--on", ON.isoformat(), "--out", str(out)]
    return [sys.executable, "-m", "plut_kumkm", *arguments]


def evaluate(size: Size) -> Iterator[Line]:
    """The command ``evaluate`` against a program on pydantic: from the same file to three files."""
    from rivals.pydantic_registry import read_money  # here, so that the other benchmarks do without pydantic

    # The tiers alone would not show an amount that is read wrongly.
    for text in _FORMS:
        assert read_money(text) == pk.rupiah(text), text
    with TemporaryDirectory() as folder:
        path, ours, theirs = (Path(folder) / name for name in ("registry.csv", "ours", "theirs"))
        rows = population.write(path, size.enterprises)
        command = _ours_on(path, ours)
        rival = [sys.executable, "-m", "rivals.pydantic_registry", str(path), str(theirs), ON.isoformat()]
        timed_process(command)
        timed_process(rival)
        assert _results(ours) == _results(theirs)
        assert _findings(ours) == _findings(theirs)
        mine, other = _summary(ours), _summary(theirs)
        for key in ("rows_read", "enterprises", "tiers", "tiers_by_year"):
            assert mine[key] == other[key], (key, mine[key], other[key])
        counts = other["findings_by_code"]
        assert len(counts) >= 10, counts
        assert {code: mine["findings_by_code"].get(code) for code in counts} == counts
        one, two = in_turns([lambda: timed_process(command), lambda: timed_process(rival)], size.runs)
    yield compared(f"evaluate {rows:,} rows to files : pydantic program", one, two, 1)


def memory(size: Size) -> Iterator[Line]:
    """Peak memory of ``evaluate --out``, on ten times as many rows."""
    few, many = size.enterprises // 10, size.enterprises
    peaks: dict[int, list[int]] = {few: [], many: []}
    with TemporaryDirectory() as folder:
        for count in peaks:
            population.write(Path(folder) / f"{count}.csv", count)
        for _ in range(size.runs):
            for count, found in peaks.items():
                path, out = Path(folder) / f"{count}.csv", Path(folder) / f"out-{count}"
                command = [sys.executable, str(BENCH / "peak.py"), *_ours_on(path, out)[3:]]
                said = subprocess.run(command, check=True, capture_output=True, text=True).stderr
                found.append(int(said.splitlines()[-1]))
        # The same enterprises begin both files, so the same lines begin both results.
        short, long = _results(Path(folder) / f"out-{few}"), _results(Path(folder) / f"out-{many}")
        assert len(short) == 2 * few + 1
        assert long[: len(short)] == short
    low, high = min(peaks[few]), min(peaks[many])
    grown = (high - low) / (2 * (many - few))
    name = f"peak memory, {2 * many:,} rows : {2 * few:,} rows ({grown:+.1f} bytes a row)"
    yield Line(name, f"{high / 1e6:.1f} MB", f"{low / 1e6:.1f} MB", high / low, "<= 16 bytes a row", grown <= 16)


def many(size: Size) -> Iterator[Line]:
    """``check_many`` on records against a pydantic model with the same rules of fields, on dictionaries."""
    import check_many as work
    from rivals import pydantic_check  # here, so that the other benchmarks do without pydantic

    shops = work.records(size.enterprises * 2)
    plain = work.plain(shops)
    fields, between = work.check(shops)
    # What a founding in the future takes along: every year of that enterprise lies before it.
    theirs, ours = pydantic_check.check(plain), Counter(fields)
    ours["as_of"] -= 2 * ours["founded"]
    assert ours == theirs, (ours, theirs)
    assert set(between) >= set(work.BETWEEN)
    one, two = in_turns(
        [lambda: timed(lambda: work.check(shops)), lambda: timed(lambda: pydantic_check.check(plain))], size.runs
    )
    count = f"{(fields + between).total():,} problems : {theirs.total():,}"
    yield compared(f"check_many : pydantic model, {len(shops):,} records, {count}", one, two, per=len(shops))


def xlsx(size: Size) -> Iterator[Line]:
    """``read`` and the rows of a workbook against the reader of polars and the same reading of amounts."""
    if find_spec("fastexcel") is None:
        yield Line("xlsx: left out, polars needs fastexcel to read a workbook", "–", "–", nan)
        return
    import xlsx as work
    from rivals import polars_workbook  # here, so that the other benchmarks do without polars

    with TemporaryDirectory() as folder:
        path = Path(folder) / "registry.xlsx"
        rows = work.write(path, size.enterprises)
        ours, theirs = work.amounts(path), polars_workbook.amounts(path)
        assert len(ours) == rows
        assert ours == theirs, next((one, two) for one, two in zip(ours, theirs, strict=True) if one != two)
        one, two = in_turns(
            [lambda: timed(lambda: work.amounts(path)), lambda: timed(lambda: polars_workbook.amounts(path))], size.runs
        )
    yield compared(f"read {rows:,} rows of xlsx : polars and the amounts", one, two, per=rows)


# ---------------------------------------------------------------------------------------------------------------- plans


def plans(size: Size) -> Iterator[Line]:
    """A plan of five years with its quarters: the library against plain Python and polars, from records to records."""
    import plans as work
    from rivals import planning_plain

    indicators, reports = work.records(size.records // 10)
    plan, realisations = work.plan_of(indicators, reports)
    rows, totals = work.evaluate(plan, realisations)
    assert len(rows) == len(indicators) * len(work.YEARS)
    assert {row.rating for row in rows} >= {None, "Sangat Tinggi", "Tinggi", "Sedang", "Rendah", "Sangat Rendah"}

    def ours() -> float:
        return timed(lambda: work.evaluate(plan, realisations))

    def plain() -> float:
        return timed(lambda: planning_plain.evaluate(indicators, reports, work.YEARS))

    theirs = planning_plain.evaluate(indicators, reports, work.YEARS)
    assert rows == theirs[0], next((one, two) for one, two in zip(rows, theirs[0], strict=True) if one != two)
    assert totals == theirs[1]
    what = f"evaluate a plan, {len(indicators):,} indicators x {len(work.YEARS)} years"
    one, two = in_turns([ours, plain], size.runs)
    yield compared(f"{what} : plain Python", one, two, per=len(rows))
    if find_spec("polars") is None:
        yield Line("plan: polars is left out, it is not installed", "–", "–", nan)
        return
    from rivals import planning_polars  # here, so that the other benchmarks do without polars

    frames = planning_polars.frames(indicators, reports)
    theirs_rows, theirs_totals = planning_polars.evaluate(*frames, work.YEARS)
    assert rows == theirs_rows, next((one, two) for one, two in zip(rows, theirs_rows, strict=True) if one != two)
    for mine, other in zip(totals, theirs_totals, strict=True):
        assert (mine.year, mine.achieved, mine.measured) == (other[0], *other[3:])
        # The means of polars are floats.
        assert all(isclose(float(exact), rounded) for exact, rounded in zip(mine[1:3], other[1:3], strict=True))
    one, two = in_turns([ours, lambda: timed(lambda: planning_polars.evaluate(*frames, work.YEARS))], size.runs)
    yield compared(f"{what} : polars", one, two, per=len(rows))


def score(size: Size) -> Iterator[Line]:
    """Rankings of 1,000 alternatives by 8 criteria against pymcdm: theirs on arrays, ours with every step kept."""
    if find_spec("pymcdm") is None:
        yield Line("scoring: left out, its rival pymcdm is not installed", "–", "–", nan)
        return
    from rivals import scoring_pymcdm as rival  # here, so that the other benchmarks do without numpy

    random = Random(8)  # noqa: S311 - made-up scores, no secret
    rows = [[random.uniform(1, 100) for _ in range(8)] for _ in range(1_000)]
    parts = [random.uniform(0.1, 1) for _ in range(8)]
    weights, ways = [one / sum(parts) for one in parts], ["benefit", "cost"] * 4
    matrix = pk.scoring.DecisionMatrix(rows, dict(zip("abcdefgh", ways, strict=True))).with_weights(weights)
    given = rival.arrays(rows, weights, ways)
    for name in rival.BODIES:
        method = getattr(pk.scoring, name)
        pairs = zip(method(matrix).scores, rival.scored(name, given), strict=True)
        assert all(abs(one - other) < 1e-9 for one, other in pairs), name

        def ours(method: Callable[..., Any] = method) -> None:
            method(matrix)

        def theirs(name: str = name) -> None:
            rival.scored(name, given)

        def bare(name: str = name) -> None:
            rival.scored(name, given, checked=False)

        one, two, three = in_turns([lambda f=f: timed(f) for f in (ours, theirs, bare)], size.rounds)  # type: ignore[misc]  # a default binds the function of this turn
        yield compared(f"scoring.{name}, 1,000 x 8 : pymcdm", one, two)
        yield compared(f"scoring.{name}, 1,000 x 8 : pymcdm without checks", one, three)


# ---------------------------------------------------------------------------------------------------------------- table

BENCHMARKS: dict[str, Callable[[Size], Iterator[Line]]] = {
    "import": start,
    "tier": tier,
    "explain": explain,
    "evaluate": evaluate,
    "memory": memory,
    "check_many": many,
    "xlsx": xlsx,
    "planning": plans,
    "scoring": score,
}


def main() -> None:
    """Run the benchmarks that are named, or all, and print the table."""
    parser = argparse.ArgumentParser(description="Speed and memory of the library against rivals, as ratios.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"benchmarks: {', '.join(BENCHMARKS)}; all by default")
    parser.add_argument("--quick", action="store_true", help="little work: only that each runs and outputs are equal")
    asked = parser.parse_args()
    if wrong := [name for name in asked.names if name not in BENCHMARKS]:
        parser.error(f"no such benchmark: {', '.join(wrong)}; there are {', '.join(BENCHMARKS)}")
    size = QUICK if asked.quick else FULL
    if asked.quick:
        print("--quick: the outputs are equal; the figures of so little work say nothing.\n")
    layout = "{:<62} {:>10} {:>10} {:>7}  {}"
    print(layout.format("benchmark (ours : rival)", "ours", "rival", "ratio", "aim"))
    for name in asked.names or BENCHMARKS:
        for line in BENCHMARKS[name](size):
            said = "" if line.met is None or asked.quick else " met" if line.met else " MISSED"
            print(layout.format(line.name, line.ours, line.rival, f"{line.ratio:.2f}", line.aim + said), flush=True)


if __name__ == "__main__":
    main()
