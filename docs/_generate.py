"""Write the parts of the reference that list what the data holds, so that no page can fall behind the data.

Every function returns the Markdown of one part; the pages in docs/reference include them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data, messages
from plut_kumkm.base.money import format_rupiah
from plut_kumkm.base.periods import format_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


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


# The selectors are a closed list in code; a new one fails here until it is described.
SELECTORS = {
    "sales": "sales",
    "capital": "capital",
    "agree": "both, where they give the same class",
    "either": "either one; where both are known they must give the same class",
    "none": "none",
}

CRITERIA = ("criterion", "class", "bound", "unit", "source", "phrase", "grade")
READINGS = ("purpose", "reading", "criterion that applies", "source", "grade", "origin")
EXCLUSIONS = ("fact", "class", "values that do not fit the definition", "source", "grade")


class Law:
    """The shipped schemes and instruments, as the data files have them."""

    def __init__(self) -> None:
        self.names = {
            entry["id"]: f"{entry['kind']} {entry['number']}/{entry['year']}"
            if "number" in entry
            else f"{entry['kind']} {entry['year']}"
            for entry in data.toml("law/instruments.toml")["instrument"]
        }

    def cite(self, regime: Mapping[str, Any], entry: Mapping[str, Any]) -> str:
        instrument = self.names[entry.get("instrument", regime["instrument"])]
        return cell(f"{instrument} {entry.get('pinpoint', '')}".strip())

    def instruments(self) -> str:
        def rows() -> Iterable[Sequence[str]]:
            for entry in data.toml("law/instruments.toml")["instrument"]:
                dates = [format_date(entry[key], "en") if key in entry else "" for key in ("promulgated", "in_force")]
                amended = ", ".join(self.names[other] for other in entry.get("amended_by", ()))
                yield code(entry["id"]), cell(self.names[entry["id"]]), cell(entry["title"]), *dates, cell(amended)

        return table(("id", "instrument", "title", "promulgated", "in force", "amended by"), rows())

    def criteria(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for criterion, entry in regime.get("criterion", {}).items():
            last = None
            for bound in entry["bounds"]:
                amount = format_rupiah(bound["upto"]) if entry["unit"].startswith("IDR") else str(bound["upto"])
                low = f"> {last} and " if last else ""
                place = {"pinpoint": bound.get("pinpoint", entry["pinpoint"])}
                yield (
                    code(criterion),
                    code(bound["class"]),
                    cell(f"{low}<= {amount}"),
                    cell(entry["unit"]),
                    self.cite(regime, place),
                    cell(bound.get("phrase")),
                    bound.get("grade", entry["grade"]),
                )
                last = amount
            if "residual" in entry:
                rest = "what is left above the last bound"
                yield (
                    code(criterion),
                    code(entry["residual"]),
                    cell(f"> {last}"),
                    cell(entry["unit"]),
                    rest,
                    "",
                    entry["grade"],
                )

    def readings(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for purpose, readings in regime.get("reading", {}).items():
            for reading, entry in readings.items():
                if entry["use"] == "founding":
                    use = f"{entry['new']} if founded from {format_date(entry['from'], 'en')}, else {entry['old']}"
                else:
                    use = SELECTORS[entry["use"]]
                yield (
                    code(purpose),
                    code(reading),
                    cell(use),
                    self.cite(regime, entry),
                    entry["grade"],
                    entry.get("origin", "law"),
                )

    def exclusions(self, regime: Mapping[str, Any]) -> Iterable[Sequence[str]]:
        for fact, classes in regime.get("exclude", {}).items():
            for name, entry in classes.items():
                values = ", ".join(map(code, entry["values"]))
                yield code(fact), code(name), values, self.cite(regime, entry), entry["grade"]

    def schemes(self) -> str:
        files = [data.toml(name) for name in data.names("law/schemes")]
        parts: list[str] = []
        for content in sorted(files, key=lambda content: min(entry["since"] for entry in content["regime"])):
            for regime in content["regime"]:
                parts += [
                    f"## {cell(regime['title'])}\n",
                    f"{code(regime['id'])} · {span(regime)} · {checked(regime)}\n",
                    table(CRITERIA, self.criteria(regime)),
                ]
                if readings := list(self.readings(regime)):
                    parts += ["**Which criterion applies**\n", table(READINGS, readings)]
                if exclusions := list(self.exclusions(regime)):
                    parts += ["**Definitions**\n", table(EXCLUSIONS, exclusions)]
            for gap in content.get("gap", ()):
                parts += [
                    f"## Gap: {cell(self.names[gap['instrument']])}\n",
                    f"{code(gap['id'])} · {span(gap)} · {checked(gap)}\n",
                    f"No figure is in force: {self.cite(gap, gap)}, {gap['grade']}. The verdict is *indeterminate*; "
                    f"the figures of {code(gap['shows'])} appear among the readings only.\n"
                    if "shows" in gap
                    else f"No figure is in force: {self.cite(gap, gap)}, {gap['grade']}.\n",
                ]
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


def findings() -> str:
    parts: list[str] = []
    room = ""
    for name, texts in sorted(messages.catalogue().items()):
        first = name.partition(".")[0]
        if first != room:
            room = first
            parts.append(f"\n## {room}\n")
        parts.append(f"{code(name)}\n: {cell(texts['id'])}\n\n  {cell(texts['en'])}\n")
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
    }
    folder.mkdir(exist_ok=True)
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")
