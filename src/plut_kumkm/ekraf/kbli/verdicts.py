"""The verdict on a code: which subsector, by which row of the mapping, and how well that is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from attrs import frozen

from plut_kumkm.base import data
from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.version import version as library_version
from plut_kumkm.ekraf.kbli.outcomes import Kind, Outcome
from plut_kumkm.ekraf.kbli.rows import MAPPED, Nearest, Role, Row, Share
from plut_kumkm.ekraf.lists import Subsector, SubsectorList, subsectors
from plut_kumkm.ekraf.sources import provision
from plut_kumkm.law.instruments import Grade, Provision, meets
from plut_kumkm.law.kernel.decisions import INDETERMINATE, UNKNOWN
from plut_kumkm.law.kernel.traces import Step
from plut_kumkm.law.verdicts import Reading, Verdict, render, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plut_kumkm.identifiers.kbli_type import Kbli

# The list whose subsectors the mapping names.
LIST = "2019"


def listed() -> SubsectorList:
    """Return the list whose subsectors the mapping names."""
    return subsectors(version=LIST)


@frozen(eq=False, repr=False)
class SubsectorQuestion:
    """Which subsector a code is of, under a policy on grades."""

    policy: Grade

    def decide(self, record: Outcome) -> int:
        """Return the place of the subsector in the list of 17, or why there is none."""
        if record.kind in ("damaged", "missing"):
            return UNKNOWN
        wanted = len(MAPPED) if record.kind == "bare" else 1
        found = {row.subsector for row in record.rows}
        good = all(meets(row.grade, self.policy) for row in record.rows)
        if len(record.rows) == wanted and len(found) == 1 and good:
            return found.pop().position - 1
        return INDETERMINATE

    def value(self, code: int) -> Subsector | None:
        """Return the subsector of a place in the list."""
        return listed().items[code] if code >= 0 else None

    def needs(self, record: Outcome) -> tuple[str, ...]:
        """Return the code, where it is not there or cannot be read."""
        return ("kbli",) if self.decide(record) == UNKNOWN else ()

    def readings(self, record: Outcome) -> tuple[Reading[Subsector], ...]:
        """Return what each row would say: the weak ones, and those of the same number in other versions."""
        if self.decide(record) != INDETERMINATE:
            return ()
        rows = (*record.rows, *record.others)
        return tuple(Reading(str(row.kbli), row.subsector, "known", row.provision) for row in rows)

    def provisions(self, record: Outcome, code: int) -> tuple[Provision, ...]:
        """Return what the answer rests on; that a code has no row is judged by the mapping as a whole."""
        if code == UNKNOWN:
            return ()
        found = tuple(each for row in (*record.rows, *record.others) for each in row.provisions)
        if found:
            return found
        file = data.toml("ekraf/kbli.toml")
        pinpoint = "" if record.kbli is None else f"KBLI {record.kbli.version}"
        return (provision(file["mapping"], file, grade="unverified", pinpoint=pinpoint),)

    def notes(self, record: Outcome, code: int) -> tuple[Finding, ...]:
        """Return what is to be known of the code and of the row."""
        return (*record.notes, *self._weak(record))

    def _weak(self, record: Outcome) -> Iterator[Finding]:
        for row in record.rows:
            if not meets(row.grade, self.policy):
                params = {"kbli": row.kbli, "subsector": row.subsector, "grade": row.grade, "policy": self.policy}
                yield Finding("ekraf.kbli_weak", "warning", ("kbli",), params, row.provision.cite)

    def trace(self, record: Outcome) -> Step:
        """Return the rows that were looked at."""
        steps = tuple(
            Step("one_of", True, "kbli", f"{row.kbli} ({row.title})", provision=row.provision) for row in record.rows
        )
        return Step("mapping", record.kind, "kbli", record.asked, children=steps)

    def receipt(self, record: Outcome) -> dict[str, Any]:
        """Return what is needed to ask again: library, mapping, policy and code."""
        return {
            "schema": "plut_kumkm/receipt/1",
            "library": library_version(),
            "mapping": data.toml("ekraf/kbli.toml")["checked"].isoformat(),
            "list": LIST,
            "policy": self.policy,
            "kbli": record.asked,
            "inputs": [] if record.kind == "missing" else ["kbli"],
        }

    def headline(self, code: int, lang: Lang) -> str:
        """Return the subsector and the code in one line."""
        value = self.value(code)
        answer = value.label(lang) if value is not None else render(f"status.{status_of(code)}", {}, lang)
        return " · ".join((answer, render("ekraf.question", {}, lang), listed().label(lang)))

    def lines(self, record: Outcome, code: int, lang: Lang) -> tuple[str, ...]:
        """Return which part of the class is meant, what else it may be, and how the row was found."""
        if record.kind == "mapped":
            return tuple(_about(record.rows[0], lang))
        return (render("ekraf.asked", {"asked": record.asked}, lang),)

    def reading_label(self, id_: str, lang: Lang) -> str:
        """Return the code that a reading takes, with its version."""
        return id_


def _about(row: Row, lang: Lang) -> Iterator[str]:
    yield render(f"ekraf.share_{row.share}", {}, lang)
    yield render("ekraf.role", {"role": render(f"ekraf.role_{row.role}", {}, lang)}, lang)
    if row.alternatives:
        yield render("ekraf.alternatives", {"subsectors": row.alternatives}, lang)
    words = (f"ekraf.basis_{row.basis}", *(f"ekraf.remark_{word}" for word in row.remarks))
    yield render("ekraf.basis", {"words": "; ".join(render(word, {}, lang) for word in words)}, lang)


class SubsectorVerdict(Verdict[Subsector]):
    """The subsector of a code, of the list of 17, with its reasons.

    What the row says beside the subsector (``share``, ``role``, ``alternatives``) is there when the answer is known.
    """

    __slots__ = ()
    _question: SubsectorQuestion
    _record: Outcome

    @property
    def outcome(self) -> Kind | Literal["weak"]:
        """What the mapping makes of the code: "mapped", "weak" (a row below the policy), and so on.

        The module ``ekraf.kbli.outcomes`` lists them.
        """
        return "weak" if self._record.kind == "mapped" and self.code < 0 else self._record.kind

    @property
    def kbli(self) -> Kbli | None:
        """The code in its version, or ``None`` when it has none or cannot be read."""
        return self._record.kbli

    @property
    def asked(self) -> str:
        """The code that was asked about, with its version where it has one: "KBLI 2020 74130"."""
        return self._record.asked

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the mapping that the code has, whatever their grade."""
        return self._record.rows

    @property
    def share(self) -> Share | None:
        """Whether the whole class is creative ("full") or a part of it ("partial"); ``None`` when not known."""
        shares = {row.share for row in self._settled}
        return None if not shares else "full" if shares == {"full"} else "partial"

    @property
    def role(self) -> Role | None:
        """What the class does in the subsector: "core", "production", "distribution" or "support"."""
        roles: set[Role] = {row.role for row in self._settled}
        return roles.pop() if len(roles) == 1 else None

    @property
    def alternatives(self) -> tuple[Subsector, ...]:
        """Other subsectors that the class may mean; some are of the list of 21 alone."""
        return tuple(dict.fromkeys(one for row in self._settled for one in row.alternatives))

    @property
    def nearest(self) -> Nearest | None:
        """How far a code without a row is known to the mapping; ``None`` for one that has a row somewhere."""
        return self._record.nearest

    @property
    def counterparts(self) -> tuple[Kbli, ...]:
        """What the number of another version is in the version of the code, or what a code is known to have become."""
        return self._record.counterparts

    @property
    def _settled(self) -> tuple[Row, ...]:
        return self._record.rows if self.code >= 0 else ()

    def summary(self, lang: Lang = "id") -> str:
        """Return answer and code in one line."""
        value = self.value
        said = value.label(lang) if value is not None else render(f"status.{self.status}", {}, lang)
        return f"{said} · {self._record.asked}"

    def after(self, notes: Iterable[Finding]) -> SubsectorVerdict:
        """Return the same answer with notes before its own."""
        return SubsectorVerdict(self._question, self._record, self._code, (*notes, *self._before))

    def to_dict(self) -> dict[str, Any]:
        """Return the whole answer as plain JSON values."""
        near = self.nearest
        return super().to_dict() | {
            "schema": "plut_kumkm/subsector-verdict/1",
            "outcome": self.outcome,
            "kbli": self._record.asked,
            "list": LIST,
            "share": self.share,
            "role": self.role,
            "alternatives": [one.slug for one in self.alternatives],
            "nearest": None if near is None else [row.kbli.code for row in near.rows],
            "counterparts": [str(one) for one in self.counterparts],
        }
