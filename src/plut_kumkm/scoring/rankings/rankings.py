"""Rankings: the answer of a method, with everything it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self, cast

from attrs import asdict, field, frozen, has

from plut_kumkm.base.findings import Finding, Lang
from plut_kumkm.base.version import version
from plut_kumkm.scoring.catalogue import Better, Method
from plut_kumkm.scoring.matrices.matrices import DecisionMatrix, place_of
from plut_kumkm.scoring.numbers import Column
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties
from plut_kumkm.scoring.steps import Step
from plut_kumkm.scoring.wording import kept, name_of

if TYPE_CHECKING:
    from plut_kumkm.scoring.rankings.comparing import RankingComparison

SCHEMA = "plut_kumkm/ranking/1"
# The methods whose scores are products: straight in the weights on their logarithm.
_PRODUCTS = ("wpm", "weighted-geometric")


@frozen(kw_only=True, repr=False, eq=False)
class Ranking:
    """What a method makes of a matrix: scores, unrounded; ranks, 1 the best; and every step between.

    ``weights`` are those that were used, ``notes`` what has to be known with the answer, ``steps`` each intermediate
    table, ``version`` the version of the library that made it. ``linear`` is what each criterion brings to an
    alternative before it is weighed, where the order hangs on the weights in a straight line (for a product, on its
    logarithm), else ``None``.

    >>> from plut_kumkm import scoring
    >>> found = scoring.saw([[60, 80], [90, 40]], [0.5, 0.5], ["cost", "benefit"])
    >>> found.order, found.scores, found.rank("A2")
    (('A1', 'A2'), (1.0, 0.5833333333333333), 2)
    """

    method: Method
    alternatives: tuple[str, ...]
    scores: Column
    ranks: tuple[float, ...]
    ties: Ties = "min"
    tolerance: float = TOLERANCE
    steps: tuple[Step, ...] = ()
    notes: tuple[Finding, ...] = ()
    matrix: DecisionMatrix | None = None
    weights: Column | None = None
    options: Mapping[str, Any] = field(factory=dict, converter=kept)
    linear: tuple[Column, ...] | None = None
    inputs: Mapping[str, Any] = field(factory=dict, converter=kept)
    run: Callable[..., Ranking] | None = None
    version: str = field(factory=version)

    @property
    def better(self) -> Better:
        """Whether the higher or the lower score is the better one."""
        return self.method.better or "higher"

    @property
    def logarithmic(self) -> bool:
        """Whether ``linear`` adds up to the logarithm of the score, because the method is a product."""
        return self.method.id in _PRODUCTS

    @property
    def order(self) -> tuple[str, ...]:
        """The alternatives from the best on; equal ones in the order in which they were given."""
        places = sorted(range(len(self.alternatives)), key=lambda place: self.ranks[place])
        return tuple(self.alternatives[place] for place in places)

    @property
    def winners(self) -> tuple[str, ...]:
        """The alternatives in the first place; more than one where they are equal."""
        best = min(self.ranks)
        return tuple(one for one, rank in zip(self.alternatives, self.ranks, strict=True) if rank == best)

    def place(self, alternative: str | int) -> int:
        """Return where an alternative stands in ``alternatives`` and ``scores``, found by its name or its place.

        Raises:
            ValidationError: there is no such alternative; the nearest names are named.
        """
        return place_of(alternative, self.alternatives)

    def rank(self, alternative: str | int) -> float:
        """Return the rank of an alternative, 1 the best."""
        return self.ranks[self.place(alternative)]

    def score(self, alternative: str | int) -> float:
        """Return the score of an alternative, unrounded."""
        return self.scores[self.place(alternative)]

    def step(self, id_: str) -> Step:
        """Return one step.

        Raises:
            KeyError: the method has no such step; those it has are named.
        """
        for one in self.steps:
            if one.id == id_:
                return one
        raise KeyError(f"no step {id_!r}; {self.method.id} has {', '.join(one.id for one in self.steps)}")

    def step_table(self, id_: str, lang: Lang = "id") -> str:
        """Return one step as a table in plain text, rounded for the eye."""
        from plut_kumkm.scoring.rankings import telling

        return telling.step_table(self.step(id_), self.alternatives, lang)

    def again(self, **changes: Any) -> Self:
        """Return the ranking that the same method gives with some of its arguments changed.

        Raises:
            TypeError: the method has no such argument; those it has are named.

        >>> from plut_kumkm import scoring
        >>> found = scoring.saw([[60, 80], [90, 40]], [0.5, 0.5], ["benefit", "benefit"])
        >>> found.winners, found.again(weights=[0.8, 0.2]).winners
        (('A1',), ('A2',))
        """
        if self.run is None:
            raise TypeError(f"{self.method.id} cannot be run again from its ranking")
        if absent := sorted(set(changes) - set(self.inputs)):
            raise TypeError(f"{self.method.id} has no {', '.join(absent)}; it has {', '.join(self.inputs)}")
        # The function that made it makes its like.
        return cast("Self", self.run(**{**self.inputs, **changes}))

    def lines(self, lang: Lang = "id") -> Iterator[str]:
        """Yield what was chosen, and what this kind of ranking has to say of itself."""
        from plut_kumkm.scoring.rankings import telling

        yield from telling.choices(self, lang)

    def explain(self, alternative: str | int | None = None, lang: Lang = "id") -> str:
        """Return how the ranking came about, or how one alternative came to its place, in words.

        Args:
            alternative: name or place; the whole ranking where none is given.
            lang: "id" or "en".
        """
        from plut_kumkm.scoring.rankings import telling

        return telling.ranking(self, lang) if alternative is None else telling.alternative(self, alternative, lang)

    def compare(self, first: str | int, second: str | int) -> RankingComparison:
        """Return what parts two alternatives, criterion by criterion.

        >>> from plut_kumkm import scoring
        >>> found = scoring.saw([[60, 80], [90, 40]], [0.5, 0.5], ["benefit", "benefit"])
        >>> [(one.criterion, round(one.gain, 3)) for one in found.compare("A1", "A2").parts]
        [('C2', 0.25), ('C1', -0.167)]
        """
        from plut_kumkm.scoring.rankings.comparing import compared

        return compared(self, self.place(first), self.place(second))

    def to_records(self) -> list[dict[str, Any]]:
        """Return one dictionary an alternative, from the best on: rank, alternative, score, unrounded."""
        places = sorted(range(len(self.alternatives)), key=lambda place: self.ranks[place])
        return [
            {"rank": self.ranks[place], "alternative": self.alternatives[place], "score": self.scores[place]}
            for place in places
        ]

    def to_dict(self) -> dict[str, Any]:
        """Return the ranking with its inputs, steps and notes as plain JSON values."""
        matrix = self.matrix
        return {
            "schema": SCHEMA,
            "version": self.version,
            "method": self.method.id,
            "source": self.method.source,
            "grade": self.method.grade,
            "origin": self.method.origin,
            "better": self.better,
            "ties": self.ties,
            "tolerance": self.tolerance,
            "alternatives": list(self.alternatives),
            "scores": list(self.scores),
            "ranks": list(self.ranks),
            "weights": None if self.weights is None else list(self.weights),
            "options": {key: _plain(value) for key, value in self.options.items()},
            "criteria": [] if matrix is None else matrix.criteria.to_records(),
            "rows": [] if matrix is None else [list(row) for row in matrix.rows],
            "steps": [one.to_dict() for one in self.steps],
            "notes": [one.to_dict() for one in self.notes],
        }

    def __len__(self) -> int:
        return len(self.alternatives)

    def __bool__(self) -> NoReturn:
        raise TypeError("a Ranking is neither true nor false: ask .ranks, .winners or len()")

    def __str__(self) -> str:
        from plut_kumkm.scoring.rankings import telling

        return telling.table(self, "id")

    def __repr__(self) -> str:
        first = ", ".join(map(name_of, self.winners[:3]))
        return f"<Ranking {self.method.id}: {len(self)} alternatives, first {first}, {len(self.notes)} notes>"

    def _repr_html_(self) -> str:
        from plut_kumkm.scoring.rankings import telling

        return telling.html(self, "id")


def a_ranking(value: Ranking) -> Ranking:
    """Return a ranking as it is.

    Raises:
        TypeError: it is something else.
    """
    if not isinstance(value, Ranking):
        raise TypeError(f"a Ranking is wanted, such as saw() returns, not {type(value).__name__}")
    return value


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return (
        {name: _plain(item) for name, item in asdict(value, recurse=False).items()} if has(type(value)) else str(value)
    )
