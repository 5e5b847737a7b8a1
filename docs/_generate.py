"""Write the parts of the reference that list what the data holds, so that no page can fall behind the data.

Every function returns the Markdown of one part; the pages in docs/reference include them.
"""

from __future__ import annotations

import ast
import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from plut_kumkm import planning
from plut_kumkm.base import data, messages
from plut_kumkm.base import fields as catalogue
from plut_kumkm.base.money import format_rupiah
from plut_kumkm.base.periods import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


def cell(value: object) -> str:
    """Return a value as a table cell: nothing for what is not known, no sign that Markdown would take for its own."""
    if value is None:
        return ""
    text = str(value)
    for sign in "\\|*_<>[]{}$":
        text = text.replace(sign, "\\" + sign)
    return text


def code(value: object) -> str:
    return f"`{value}`"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def span(entry: Mapping[str, Any]) -> str:
    since, until = entry.get("since"), entry.get("until")
    first = format_date(since, "en") if since else "not known"
    return f"from {first}" if until is None else f"{first} – {format_date(until, 'en')}"


def checked(entry: Mapping[str, Any]) -> str:
    seen = "compared with JDIH" if entry["jdih"] else "not yet compared with JDIH"
    return f"checked {format_date(entry['checked'], 'en')}, {seen}"


# The selectors are a closed list in code; a new one fails here until it is described. A criterion stands for itself.
SELECTORS = {
    "agree": "all criteria, where they give the same class",
    "either": "any of the criteria; where several are known they must give the same class",
    "none": "none",
}
SIGNS = {"upto": "<=", "below": "<", "from": ">=", "above": ">"}

CRITERIA = ("criterion", "class", "bound", "unit", "source", "phrase", "grade")
ROWS = ("class", "where", "source", "grade")
TERMS = ("legal form", "tax years", "counted from", "source", "grade")
PARAMETERS = ("number", "value", "unit", "source", "grade")
READINGS = ("purpose", "reading", "criterion that applies", "source", "grade", "origin")
EXCLUSIONS = ("fact", "class", "values that do not fit the definition", "source", "grade")
CLASSES = ("class", "Indonesian label", "English label")


def number(value: int, unit: str) -> str:
    return format_rupiah(value) if unit.startswith("IDR") else f"{value:,}"


class Law:
    """The shipped schemes and instruments, as the data files have them."""

    def __init__(self) -> None:
        # The tier first, the others by name.
        ids = sorted(data.folders("law/schemes"), key=lambda scheme: (scheme != "tier", scheme))
        self.files = {id_: [data.toml(name) for name in data.names(f"law/schemes/{id_}")] for id_ in ids}
        own = [entry for files in self.files.values() for file in files for entry in file.get("instrument", ())]
        self.entries = [*data.toml("law/instruments.toml")["instrument"], *own]
        self.names = {
            entry["id"]: f"{entry['kind']} {entry['number']}/{entry['year']}"
            if "number" in entry
            else f"{entry['kind']} {entry['year']}"
            for entry in self.entries
        }

    def cite(self, *entries: Mapping[str, Any]) -> str:
        """Return the source that the innermost entry names, which takes from those around it what it does not say."""
        said: dict[str, Any] = {}
        for entry in entries:
            if entry.get("instrument", said.get("instrument")) != said.get("instrument"):
                said = {}
            said |= {key: entry[key] for key in ("instrument", "pinpoint") if key in entry}
        return cell(f"{self.names[said['instrument']]} {said.get('pinpoint', '')}".strip())

    def instruments(self) -> str:
        def rows() -> Iterable[Sequence[str]]:
            for entry in self.entries:
                dates = [format_date(entry[key], "en") if key in entry else "" for key in ("promulgated", "in_force")]
                amended = ", ".join(self.names[other] for other in entry.get("amended_by", ()))
                yield code(entry["id"]), cell(self.names[entry["id"]]), cell(entry["title"]), *dates, cell(amended)

        return table(("id", "instrument", "title", "promulgated", "in force", "amended by"), rows())

    def criteria(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for criterion, entry in regime.get("criterion", {}).items():
            last = next(
                (f"{SIGNS[key]} {number(entry[key], entry['unit'])}" for key in ("from", "above") if key in entry), None
            )
            for bound in entry["bounds"]:
                key = "upto" if "upto" in bound else "below"
                amount = number(bound[key], entry["unit"])
                several = " or ".join(code(each["class"]) for each in bound.get("open", ()))
                yield (
                    code(criterion),
                    f"open: {several}" if several else code(bound["class"]),
                    cell(f"{last} and {SIGNS[key]} {amount}" if last else f"{SIGNS[key]} {amount}"),
                    cell(entry["unit"]),
                    self.cite(regime, entry, bound),
                    cell(bound.get("phrase")),
                    bound.get("grade", entry["grade"]),
                )
                last = f"{'>' if key == 'upto' else '>='} {amount}"
            if "residual" in entry:
                rest = "what is left above the last bound"
                grade = entry["bounds"][-1].get("grade", entry["grade"])
                yield code(criterion), code(entry["residual"]), cell(last), cell(entry["unit"]), rest, "", grade

    def condition(self, when: Mapping[str, Any]) -> str:
        """Return a condition in words."""
        if "not" in when:
            return f"not ({self.condition(when['not'])})"
        for kind, word in (("all", " and "), ("any", " or ")):
            if kind in when:
                return word.join(self.part(part) for part in when[kind])
        if "term" in when:
            return "the term is over"
        name = catalogue.label(when["fact"], "en")
        if "is" in when:
            return f"{name}: {' or '.join(map(code, when['is']))}"
        if "before" in when:
            return f"{name} before {format_date(when['before'], 'en')}"
        if "months" in when:
            return f"{name} at least {when['months']} months before the day"
        key = next(key for key in SIGNS if key in when)
        unit = str(catalogue.catalogue()[when["fact"]].get("unit", ""))
        return cell(f"{name} {SIGNS[key]} {number(when[key], unit)}")

    def part(self, when: Mapping[str, Any]) -> str:
        text = self.condition(when)
        return f"({text})" if when.keys() & {"all", "any"} else text

    def rows(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for row in regime.get("row", ()):
            several = " or ".join(code(each["class"]) for each in row.get("open", ()))
            result = f"open: {several}" if several else code(row["class"])
            yield result, self.condition(row["when"]), self.cite(regime, row), row["grade"]
        if "otherwise" in regime:
            yield code(regime["otherwise"]), "anything else", self.cite(regime), ""

    def terms(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for form, entry in regime.get("term", {}).items():
            years = "without end" if entry.get("unlimited") else str(entry["years"])
            counted = (
                f"registration, at the earliest {entry['counted_from']}" if "counted_from" in entry else "registration"
            )
            yield code(form), years, "" if entry.get("unlimited") else counted, self.cite(regime, entry), entry["grade"]

    def parameters(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for name, entry in regime.get("parameter", {}).items():
            value = number(entry["value"], entry["unit"]) if "value" in entry else entry["decimal"]
            yield code(name), cell(value), cell(entry["unit"]), self.cite(regime, entry), entry["grade"]

    def readings(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for purpose, readings in regime.get("reading", {}).items():
            for reading, entry in readings.items():
                if entry["use"] == "founding":
                    use = f"{entry['new']} if founded from {format_date(entry['from'], 'en')}, else {entry['old']}"
                else:
                    use = entry["use"] if entry["use"] in regime["criterion"] else SELECTORS[entry["use"]]
                origin = entry.get("origin", regime.get("origin", "law"))
                yield code(purpose), code(reading), cell(use), self.cite(regime, entry), entry["grade"], origin

    def exclusions(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for fact, classes in regime.get("exclude", {}).items():
            for name, entry in classes.items():
                values = ", ".join(map(code, entry["values"]))
                yield code(fact), code(name), values, self.cite(regime, entry), entry["grade"]

    def regime(self, regime: Mapping[str, Any]) -> Iterable[str]:
        yield f"### {cell(regime['title'])}\n"
        origin = "" if regime.get("origin", "law") == "law" else f" · {regime['origin']}"
        yield f"{code(regime['id'])} · {span(regime)}{origin} · {checked(regime)}\n"
        if "perhaps_from" in regime:
            yield (
                f"It may hold from {format_date(regime['perhaps_from'], 'en')} on: until it surely does, only what it "
                "and the rule before it both say is certain.\n"
            )
        if regime.get("seen_since"):
            yield "Its first day is not known; it is used from the year in which it was first seen.\n"
        if regime.get("end_unknown"):
            yield "Whether it is still in force is not known.\n"
        if "span_grade" in regime:
            yield f"That it is in force in this span at all is {regime['span_grade']}.\n"
        if "applies" in regime:
            entry = regime["applies"]
            yield f"Applies where {self.condition(entry)} ({self.cite(regime, entry)}, {entry.get('grade', '')}).\n"
        if regime.get("unique"):
            yield "Of its rows only one may hold.\n"
        parts: tuple[tuple[str, Sequence[str], Iterable[Sequence[str]]], ...] = (
            ("", CRITERIA, self.criteria(regime)),
            ("", ROWS, self.rows(regime)),
            ("**Terms**\n", TERMS, self.terms(regime)),
            ("**Numbers**\n", PARAMETERS, self.parameters(regime)),
            ("**Which criterion applies**\n", READINGS, self.readings(regime)),
            ("**Definitions**\n", EXCLUSIONS, self.exclusions(regime)),
        )
        for title, header, rows in parts:
            if lines := list(rows):
                yield from ([title] if title else [])
                yield table(header, lines)
        if "unchecked" in regime:
            yield "Not checked: " + "; ".join(cell(text["en"]) for text in regime["unchecked"]) + ".\n"

    def gap(self, gap: Mapping[str, Any]) -> Iterable[str]:
        yield f"### Gap: {cell(self.names[gap['instrument']])}\n"
        yield f"{code(gap['id'])} · {span(gap)} · {checked(gap)}\n"
        why = messages.catalogue()[f"scheme.gap_{gap.get('why', 'unsaid').replace('-', '_')}"]["en"]
        shown = ", ".join(map(code, gap.get("shows", ())))
        rest = f" The answer is *indeterminate*; those of {shown} appear among the readings only." if shown else ""
        yield f"{cell(why)} {self.cite(gap)}, {gap['grade']}.{rest}\n"

    def schemes(self) -> str:
        parts: list[str] = []
        for id_, files in self.files.items():
            (scheme,) = (file["scheme"][id_] for file in files if "scheme" in file)
            labels = [(code(name), *map(cell, scheme["labels"][name].values())) for name in scheme["classes"]]
            parts += [f"## {cell(scheme['title']['en'])}\n", f"{code(id_)} · {cell(scheme['title']['id'])}\n"]
            parts += [table(CLASSES, labels)]
            tables = [(entry, kind) for file in files for kind in ("regime", "gap") for entry in file.get(kind, ())]
            for entry, kind in sorted(tables, key=lambda one: one[0]["since"]):
                parts += self.regime(entry) if kind == "regime" else self.gap(entry)
        return "\n".join(parts)

    @staticmethod
    def coverage() -> str:
        content = data.toml("law/coverage.toml")
        modelled = [(code(entry["regime"]), span(entry), cell(entry["what"]["en"])) for entry in content["modelled"]]
        missing = [(cell(entry["what"]["en"]), cell(entry["why"]["en"])) for entry in content["missing"]]
        return "\n".join(
            (
                "**Modelled**\n",
                table(("rules", "days", "what"), modelled),
                "**Not modelled**\n",
                table(("what", "why"), missing),
            )
        )


RECORDS = {
    "enterprise": "Enterprise",
    "owner": "Owner",
    "snapshot": "Snapshot",
    "licence": "Licence",
    "cooperative": "Cooperative",
    "intervention": "Intervention",
    "table": "In files only",
}
FIELDS = ("field", "Indonesian label", "English label", "type", "unit", "personal")


def fields() -> str:
    files = {name.rpartition("/")[2].removesuffix(".toml"): data.toml(name) for name in data.names("fields")}
    unknown = files.keys() - RECORDS.keys()
    if unknown:
        raise ValueError(f"docs/_generate.py: give the record of {', '.join(sorted(unknown))} its title and place")
    parts: list[str] = []
    for record in (record for record in RECORDS if record in files):
        entries = files[record].items()
        rows = [
            (
                code(name),
                cell(entry["label"]["id"]),
                cell(entry["label"]["en"]),
                cell(entry["type"]),
                cell(entry.get("unit")),
                "yes" if entry.get("personal") else "",
            )
            for name, entry in entries
        ]
        meant = [
            (code(name), cell(entry["definition"]["en"]), cell(entry.get("source")))
            for name, entry in entries
            if "definition" in entry
        ]
        headed = [(code(name), cell(", ".join(entry["aliases"]))) for name, entry in entries if "aliases" in entry]
        near = [
            (code(name), code(kind), cell(", ".join(headers)))
            for name, entry in entries
            for kind, headers in entry.get("proxies", {}).items()
        ]
        parts += [f"## {RECORDS[record]}\n", table(FIELDS, rows)]
        if meant:
            parts += ["**Definitions**\n", table(("field", "means", "source"), meant)]
        if headed:
            parts += ["**Headers that are recognised**\n", table(("field", "headers"), headed)]
        if near:
            parts += ["**Proxies, used only with consent**\n", table(("field", "kind", "headers"), near)]
    return "\n".join(parts)


ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "cases"
SEVERITY_WORDS = ("error", "warning", "info")
# How the cases of identifiers sort their codes.
LISTS = {"errors": "error", "warnings": "warning", "infos": "info"}


def severities() -> dict[str, set[str]]:
    """Return how serious each code is, as the source makes it: a call with the code, and a severity or none (an error).

    The codes of identifiers and of the record checks are made from parts; theirs are read from the data and the cases.
    """
    found: dict[str, set[str]] = {}
    known = messages.catalogue()
    for path in sorted((ROOT / "src").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in FINDERS:
                continue
            first = node.args[0]
            # One of two codes, as the case may be.
            either = (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,)
            codes = [one.value for one in either if isinstance(one, ast.Constant) and one.value in known]
            said = [*node.args[1:], *(word.value for word in node.keywords if word.arg == "severity")]
            words = [arg.value for arg in said if isinstance(arg, ast.Constant) and arg.value in SEVERITY_WORDS]
            for name in codes:
                found.setdefault(str(name), set()).add(str(words[0]) if words else "error")
    for name in known:
        if name.startswith("scheme.gap_"):
            found[name] = {"info"}
        elif name.partition(".")[0] in REFUSING and name not in TEXTS:
            found.setdefault(name, {"error"})
    for rule, entry in data.toml("checks.toml")["rule"].items():
        found[f"check.{rule}"] = {entry["severity"]}
    for case in identifier_cases():
        for key, severity in LISTS.items():
            for name in case.get(key, ()):
                found.setdefault(name, set()).add(severity)
    return found


# What makes a finding of a code: the class, and the functions of rooms that raise one, an error, or return one.
FINDERS = {"Finding", "Problem", "_WrongError", "refuse", "_wrong", "_pair"}
# Rooms whose readers refuse a text as a whole: every code of theirs is an error.
REFUSING = {"money", "date", "period", "law", "table", "record", "number"}
# Of these rooms, what stands in an explanation and is no finding.
TEXTS = {"law.none_held", "law.perhaps", "law.either"}
# What the table of examples calls an identifier, where there is one kind of it.
NAMES_OF_EXAMPLES = {
    "nik": "nik",
    "npwp15": "npwp",
    "npwp16": "npwp",
    "nitku": "nitku",
    "nib": "nib",
    "bpom": "bpom",
    "merek_pendaftaran": "merek",
    "nik_koperasi": "koperasi",
    "kode_pos": "postal",
    "telepon": "phone",
}


def identifier_cases() -> tuple[Mapping[str, Any], ...]:
    path = CASES / "identifiers" / "findings.toml"
    cases: list[Mapping[str, Any]] = list(data.read_toml(path)["case"])
    # The table of examples has one column of codes; as a rule they are errors, and where they are not it says valid.
    with (CASES / "identifiers" / "examples.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["valid"] == "false" and row["identifier"] in NAMES_OF_EXAMPLES:
                name = NAMES_OF_EXAMPLES[row["identifier"]]
                cases.append({"identifier": name, "input": row["value"], "errors": row["codes"].split()})
    return tuple(cases)


def examples() -> dict[str, str]:
    """Return for each code what triggers it, from the cases that the tests run; the first case of a code is shown."""
    found: dict[str, str] = {}
    for case in identifier_cases():
        for key in LISTS:
            for name in case.get(key, ()):
                given = "".join(f", {key}={value!r}" for key, value in case.get("with", {}).items())
                found.setdefault(name, f"identifiers.{case['identifier']}.problems({case['input']!r}{given})")
    for case in data.read_toml(CASES / "checks.toml")["case"]:
        name = case["found"][0].partition(" ")[0]
        policy = "".join(f", {key}={value!r}" for key, value in case.get("policy", {}).items())
        found.setdefault(name, f"check({case['kind']}: {plain(case['data'])}, on={case['on']}{policy})")
    for file, table_, function in (
        ("money", "case", "rupiah"),
        ("dates", "date", "parse_date"),
        ("dates", "founded", "parse_founded"),
        ("dates", "period", "parse_period"),
    ):
        for case in data.read_toml(CASES / f"{file}.toml").get(table_, ()):
            if "code" in case:
                found.setdefault(case["code"], f"{function}({case['input']!r})")
    return found


def plain(value: Any) -> str:
    """Return a value of a case as JSON writes it."""
    return json.dumps(value, ensure_ascii=False, default=lambda one: dict(one) if hasattr(one, "keys") else str(one))


def sources() -> dict[str, str]:
    """Return what the rule of a code rests on: by code, and by room for what a whole room rests on."""
    content = data.toml("checks.toml")
    names = Law().names
    found: dict[str, str] = {}
    for rule, entry in content["rule"].items():
        if "grade" in entry:
            where = f"{names[entry['instrument']]} {entry['pinpoint']}" if "instrument" in entry else entry["source"]
            found[f"check.{rule}"] = f"{where.strip()} ({entry['grade']}, {entry['origin']})"
    for kind, entry in content["identifier"].items():
        found[kind] = f"{entry['source']} ({entry['grade']})"
    return found


def findings() -> str:
    serious, shown, rest = severities(), examples(), sources()
    parts: list[str] = []
    room = ""
    for name, texts in sorted(messages.catalogue().items()):
        first = name.partition(".")[0]
        if first != room:
            room = first
            parts.append(f"\n## {room}\n")
        severity = ", ".join(word for word in SEVERITY_WORDS if word in serious.get(name, ()))
        lines = [f"{code(name)}{f' · *{severity}*' if severity else ''}", f": {cell(texts['id'])}", cell(texts["en"])]
        if severity:
            # A message says first what is wrong, then what to do.
            _, _, todo = texts["en"].partition(". ")
            lines += [f"*Remedy:* {cell(todo)}"] if todo else []
            if name in shown:
                lines.append(f"*Example:* `` {shown[name].replace('`', ' ')} ``")
            if name in rest or room in rest:
                lines.append(f"*Source:* {cell(rest.get(name) or rest[room])}")
        parts.append("\n\n  ".join(lines[:2]).replace("\n\n  :", "\n:") + "\n\n  " + "\n\n  ".join(lines[2:]) + "\n")
    return "\n".join(parts)


def lint_rules() -> str:
    """Return every rule of the linter of plans: first the list, then each with its reason, remedy and examples."""
    rules = planning.rules()
    rows = [(f"[{one.id}](#{one.id.lower()})", cell(one.title("en")), one.severity, one.basis) for one in rules]
    parts = [table(("rule", "asks that", "severity", "basis"), rows)]
    for one in rules:
        rests = " · ".join((one.severity, one.basis, one.origin, one.grade))
        parts += [f"({one.id.lower()})=\n## {one.id} · {cell(one.title('en'))}\n"]
        parts += [f"*{cell(one.title('id'))}* · {rests}\n"]
        parts += [f"{cell(one.rationale)}\n", f"*Remedy:* {cell(one.fix)}\n"]
        if one.source is not None:
            parts.append(f"*Source:* {cell(one.source)}\n")
        for title, example in (("Breaks it:", one.bad), ("Does not:", one.good)):
            parts.append(f"{title}\n\n```toml\n{example}```\n")
    return "\n".join(parts)


def write(folder: Path) -> None:
    """Write every part into ``folder``."""
    law = Law()
    parts = {
        "instruments.md": law.instruments(),
        "schemes.md": law.schemes(),
        "coverage.md": law.coverage(),
        "fields.md": fields(),
        "findings.md": findings(),
        "lint_rules.md": lint_rules(),
    }
    folder.mkdir(exist_ok=True)
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")
