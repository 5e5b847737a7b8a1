"""Record checks of any number of records: one report each, counts on the way, and nothing held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NoReturn, Self

from attrs import evolve

from plut_kumkm.base.findings import Finding, Report, ValidationError
from plut_kumkm.enterprise.checks.judging import judge
from plut_kumkm.enterprise.checks.relations import shown
from plut_kumkm.enterprise.typed import Typed

if TYPE_CHECKING:
    from datetime import date

    from plut_kumkm.enterprise.checks.judging import Judge
    from plut_kumkm.enterprise.checks.policy import Policy
    from plut_kumkm.law.books import LawBook

_NOTHING = Report()  # what nearly every record of a register has; a report cannot be changed
FIRST = 20  # errors that an exception names; a register may have millions


def check_many(
    records: Iterable[Typed], *, on: date, policy: Policy | None = None, law: LawBook | None = None
) -> ReportStream:
    """Return the reports of many records as a stream: what ``check`` says of each, in order, and counts on the way.

    Nothing is read before the stream is, and nothing of a record is held after its report was given out. That codes
    are checked by their form alone, for want of a list, is said once, by ``ReportStream.notes``, not of each record.

    Args:
        records: any source of records: a list, a generator, the ``records`` of a ``Registry``.
        on: the day from which later dates lie in the future, and on which licences should be valid.
        policy: how strictly to judge, and the code lists to judge by.
        law: the book whose instruments are cited; the shipped one unless given.

    Raises:
        TypeError: ``records`` is no source of records, ``policy`` or ``law`` is none, or ``on`` is not a date. While
            reading: one of the records is none; the message says which.

    >>> from datetime import date
    >>> from plut_kumkm.enterprise.facts import Facts
    >>> stream = check_many([Facts(sales=1), Facts(sales=-1), Facts(workers=-2)], on=date(2026, 6, 30))
    >>> [(index, report.ok) for index, report in stream]
    [(0, True), (1, False), (2, False)]
    >>> stream.checked, stream.codes
    (3, {'check.negative': 2})
    """
    if isinstance(records, Typed):
        raise TypeError(f"check_many takes many records, not one {type(records).__name__}: ask check")
    if isinstance(records, str | bytes) or not isinstance(records, Iterable):
        raise TypeError(f"check_many takes an iterable of records, not {type(records).__name__}")
    return ReportStream(records, judge(on, policy, law, each=False))


class ReportStream(Iterator[tuple[int, Report]]):
    """The reports of many records, to be read once; each comes with the place of its record, from 0.

    The counts are those of what was read so far.
    """

    __slots__ = ("_codes", "_current", "_judge", "_records", "_severities", "_with_errors", "checked")

    def __init__(self, records: Iterable[Typed], judge: Judge) -> None:
        self._records = iter(records)
        self._judge = judge
        self._current: Typed | None = None
        self._codes: Counter[str] = Counter()
        self._severities: Counter[str] = Counter()
        self._with_errors = 0
        self.checked = 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> tuple[int, Report]:
        record, index = next(self._records), self.checked
        if not isinstance(record, Typed):
            raise TypeError(f"check_many takes records of this library; record {index} is {type(record).__name__}")
        found = self._judge.findings(record)
        self._current = record
        self.checked += 1
        if not found:
            return index, _NOTHING
        self._codes.update([one.code for one in found])
        severities = [one.severity for one in found]
        self._severities.update(severities)
        self._with_errors += "error" in severities
        return index, Report(found)

    @property
    def codes(self) -> dict[str, int]:
        """How often each code was found so far, sorted by code."""
        return dict(sorted(self._codes.items()))

    @property
    def severities(self) -> dict[str, int]:
        """How many errors, warnings and informations were found so far."""
        return dict(sorted(self._severities.items()))

    @property
    def notes(self) -> Report:
        """What holds for all that was read so far: which codes were checked by their form alone."""
        return self._judge.notes()

    def to_records(self) -> Iterator[dict[str, Any]]:
        """Yield every finding as a flat dictionary: place and id of its record, place in it, code and both messages.

        >>> from datetime import date
        >>> from plut_kumkm.enterprise.records import Enterprise
        >>> row = next(check_many([Enterprise(id="a1", nib="123")], on=date(2026, 6, 30)).to_records())
        >>> row["index"], row["id"], row["path"], row["code"]
        (0, 'a1', '$.nib', 'nib.length')
        """
        for index, report in self:
            # An id may be a number of a person; what is masked is hidden by the same rule as in a message.
            name = getattr(self._current, "id", None)
            id_ = None if name is None else shown(name)
            for found in report:
                cite = None if found.cite is None else found.cite.label()
                yield {
                    "index": index,
                    "id": id_,
                    "path": found.where,
                    "code": found.code,
                    "severity": found.severity,
                    "cite": cite,
                    "message_id": found.message("id"),
                    "message_en": found.message("en"),
                }

    def raise_if_errors(self, *, first: int = FIRST) -> None:
        """Read the rest, and raise ``ValidationError`` if there is an error in it.

        The exception holds the first errors, each with the place of its record before its path (``$[3].nib``), and a
        last finding with the totals.

        Args:
            first: how many errors to name.

        Raises:
            ValidationError: there are errors.
            ValueError: ``first`` is not a whole number from 1.

        >>> from datetime import date
        >>> from plut_kumkm.enterprise.facts import Facts
        >>> try:
        ...     check_many([Facts(), Facts(sales=-1)], on=date(2026, 6, 30)).raise_if_errors()
        ... except ValidationError as error:
        ...     print(error.finding.where, [found.code for found in error.findings])
        $[1].sales ['check.negative', 'check.totals']
        """
        if type(first) is not int or first < 1:
            raise ValueError(f"first must be a whole number from 1, not {first!r}")
        named: list[Finding] = []
        for index, report in self:
            if len(named) < first:
                errors = report.errors[: first - len(named)]
                named += [evolve(found, path=(index, *found.path)) for found in errors]
        if named:
            self._raise(named)

    def _raise(self, named: list[Finding]) -> NoReturn:
        params = {
            "checked": self.checked,
            "records": self._with_errors,
            "errors": self._severities["error"],
            "shown": len(named),
        }
        raise ValidationError([*named, self._judge.terms.finding("totals", (), **params)])

    def __repr__(self) -> str:
        return f"<ReportStream: {self.checked} records read, {self.codes}>"
