"""Votes: rankings of several voters, districts or methods merged into one, by Borda or Copeland."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any, Literal, get_args

from attrs import frozen

from plut_kumkm.base.findings import Finding
from plut_kumkm.scoring.aggregating.asking import read_weights
from plut_kumkm.scoring.catalogue import methods
from plut_kumkm.scoring.matrices.cells import number
from plut_kumkm.scoring.matrices.lists import listed, mapped
from plut_kumkm.scoring.numbers import Column, balance, refuse, total
from plut_kumkm.scoring.rankings.places import TOLERANCE, Ties, check_policy, ranked
from plut_kumkm.scoring.rankings.rankings import Ranking
from plut_kumkm.scoring.steps import Step, by_alternative, cells
from plut_kumkm.scoring.wording import name_of

if TYPE_CHECKING:
    from plut_kumkm.scoring.aggregating.asking import WeightsLike

# A ballot: a ranking, the names from the best on, or the rank of each name.
Ballot = Ranking | Sequence[str] | Mapping[str, float]
Unlisted = Literal["refuse", "nothing"]
UNLISTED: tuple[Unlisted, ...] = get_args(Unlisted)


@frozen
class _Poll:
    """The ballots as they are counted: the name, the weight and the ranks of each, and all alternatives."""

    names: tuple[str, ...]
    weights: Column
    ballots: tuple[dict[str, float], ...]
    alternatives: tuple[str, ...]
    notes: tuple[Finding, ...]


def borda(
    rankings: Iterable[Ballot] | Mapping[str, Ballot],
    weights: WeightsLike | None = None,
    *,
    last: int = 0,
    unlisted: Unlisted = "refuse",
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by Borda's points, summed over all ballots; higher is better.

    Of the m alternatives that a ballot names the first gets m - 1 points and the last none; those that tie share the
    points of their places.

    Args:
        rankings: the ballots: rankings, lists of names from the best on, or mappings from name to rank; with names of
            their own as a mapping.
        weights: what each ballot counts; the same for all where none are given.
        last: what the last place is worth, 0 or 1. The order hangs on it only where ballots leave something out.
        unlisted: what an alternative gets from a ballot that does not name it: "refuse", an error; "nothing", no
            points, and a note.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: there is no ballot, a ballot names an alternative twice or not at all, or a rank is no number.

    Source:
        Borda 1781; practice of Bank Indonesia, which merges the results of districts so.

    >>> found = borda([["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"]])
    >>> dict(zip(found.alternatives, found.scores))
    {'a': 5.0, 'b': 3.0, 'c': 1.0}
    """
    if last not in (0, 1):
        raise ValueError(f"last must be 0 or 1, not {last!r}")
    check_policy(ties, tolerance)
    poll = _read(rankings, weights, unlisted)
    points: list[Column] = []
    for ballot in poll.ballots:
        listed_ = [name for name in poll.alternatives if name in ballot]
        places = ranked([ballot[name] for name in listed_], "lower", ties="average", tolerance=0)
        of = {name: float(len(listed_) - place + last) for name, place in zip(listed_, places, strict=True)}
        points.append(tuple(of.get(name, 0.0) for name in poll.alternatives))
    counted = tuple(tuple(w * one for one in column) for column, w in zip(points, poll.weights, strict=True))
    scores = tuple(total(row) for row in zip(*counted, strict=True))
    steps = (cells("points", poll.names, tuple(points)), by_alternative("score", scores))
    return _merged("borda", poll, scores, steps, {"last": last, "unlisted": unlisted}, ties, tolerance)


def copeland(
    rankings: Iterable[Ballot] | Mapping[str, Ballot],
    weights: WeightsLike | None = None,
    *,
    unlisted: Unlisted = "refuse",
    ties: Ties = "min",
    tolerance: float = TOLERANCE,
) -> Ranking:
    """Return the ranking by Copeland: how many others the majority puts below, less how many above; higher is better.

    Args:
        rankings: as for ``borda``.
        weights: as for ``borda``.
        unlisted: as for ``borda``; with "nothing" a ballot says nothing of pairs that it does not name both of.
        ties: as for ``saw``.
        tolerance: as for ``saw``.

    Raises:
        ValidationError: as for ``borda``.

    Source:
        The rule known by the name of Copeland.

    >>> copeland([["a", "b", "c"], ["b", "a", "c"], ["a", "c", "b"]]).scores
    (2.0, 0.0, -2.0)
    """
    check_policy(ties, tolerance)
    poll = _read(rankings, weights, unlisted)
    alternatives = poll.alternatives
    wins, losses = ([0] * len(alternatives) for _ in range(2))
    for first, one in enumerate(alternatives):
        for second in range(first + 1, len(alternatives)):
            other = alternatives[second]
            both = [(ballot[one], ballot[other], w) for ballot, w in zip(poll.ballots, poll.weights, strict=True)
                    if one in ballot and other in ballot]  # fmt: skip
            # Weights on both sides that cancel out decide nothing, whatever floats leave of them.
            margin = balance([w if a < b else -w if b < a else 0.0 for a, b, w in both])
            if margin:
                won, lost = (first, second) if margin > 0 else (second, first)
                wins[won] += 1
                losses[lost] += 1
    scores = tuple(float(won - lost) for won, lost in zip(wins, losses, strict=True))
    steps = (
        by_alternative("wins", tuple(map(float, wins))),
        by_alternative("losses", tuple(map(float, losses))),
        by_alternative("score", scores),
    )
    return _merged("copeland", poll, scores, steps, {"unlisted": unlisted}, ties, tolerance)


_RUNS = {"borda": borda, "copeland": copeland}


def _merged(
    method: str,
    poll: _Poll,
    scores: Column,
    steps: tuple[Step, ...],
    options: Mapping[str, Any],
    ties: Ties,
    tolerance: float,
) -> Ranking:
    notes = poll.notes
    if len(poll.alternatives) == 1:
        told = {"alternative": name_of(poll.alternatives[0])}
        notes = (*notes, Finding("scoring.one_alternative", "warning", (), told))
    inputs = {"rankings": dict(zip(poll.names, poll.ballots, strict=True)), "weights": poll.weights}
    return Ranking(
        method=methods()[method],
        alternatives=poll.alternatives,
        scores=scores,
        ranks=ranked(scores, ties=ties, tolerance=tolerance),
        ties=ties,
        tolerance=tolerance,
        steps=steps,
        notes=notes,
        options=options,
        run=_RUNS[method],
        inputs={**inputs, "ties": ties, "tolerance": tolerance, **options},
    )


def _weights(weights: WeightsLike | None, names: tuple[str, ...]) -> Column:
    if weights is None:
        return (1.0,) * len(names)
    by_name = mapped(weights)
    given = listed(weights, "weights") if by_name is None else list(by_name)
    if len(given) != len(names):
        refuse("scoring.weights_count", ("weights",), got=len(given), criteria=len(names))
    if by_name is not None:
        by_text = {str(name): one for name, one in by_name.items()}
        if absent := tuple(name_of(name) for name in names if name not in by_text):
            refuse("scoring.weights_missing", ("weights",), criteria=absent)
        given = [by_text[name] for name in names]
    return read_weights(given, names)


def _read(rankings: Iterable[Ballot] | Mapping[str, Ballot], weights: WeightsLike | None, unlisted: Unlisted) -> _Poll:
    """Return the ballots read, every alternative that one of them names, and what has to be known."""
    if unlisted not in UNLISTED:
        raise ValueError(f"unlisted must be one of {', '.join(map(repr, UNLISTED))}, not {unlisted!r}")
    if not isinstance(rankings, Mapping):
        rankings = {f"V{n}": one for n, one in enumerate(listed(rankings, "rankings"), 1)}
    given: Mapping[Any, Ballot] = rankings
    if not given:
        refuse("scoring.no_ballots", ("rankings",))
    names = tuple(map(str, given))
    ballots = tuple(_ballot(name, one) for name, one in zip(names, given.values(), strict=True))
    alternatives = tuple(dict.fromkeys(name for ballot in ballots for name in ballot))
    if not alternatives:
        refuse("scoring.no_alternatives")
    notes: list[Finding] = []
    for voter, ballot in zip(names, ballots, strict=True):
        if absent := tuple(name_of(name) for name in alternatives if name not in ballot):
            told = {"voter": name_of(voter), "count": len(absent), "names": absent[:5]}
            if unlisted == "refuse":
                refuse("scoring.ballot_incomplete", ("rankings", voter), **told)
            notes.append(Finding("scoring.ballot_partial", "warning", ("rankings", voter), told))
    return _Poll(names, _weights(weights, names), ballots, alternatives, tuple(notes))


def _ballot(voter: str, ballot: Ballot) -> dict[str, float]:
    if isinstance(ballot, Ranking):
        return dict(zip(ballot.alternatives, ballot.ranks, strict=True))
    # A set stands in no order, and a text is one name.
    if isinstance(ballot, str | Set) or not isinstance(ballot, Iterable):
        refuse("scoring.not_a_ballot", ("rankings", voter), voter=name_of(voter), got=type(ballot).__name__)
    ranks = mapped(ballot)
    given: Iterable[tuple[Any, Any]] = (
        ((one, place) for place, one in enumerate(ballot, 1)) if ranks is None else (ranks.items())
    )
    found: dict[str, float] = {}
    for row, (one, rank) in enumerate(given, 1):
        # Names as a matrix keeps them, so that a blank at the end makes no other alternative.
        name = "" if one is None else str(one).strip()
        if not name:
            refuse("scoring.alternative_blank", ("rankings", voter, row - 1), row=row)
        if name in found:
            refuse("scoring.ballot_twice", ("rankings", voter), voter=name_of(voter), alternative=name_of(name))
        found[name] = number(rank, f"{name_of(voter)}: {name_of(name)}", "rankings", voter, name)
    return found
