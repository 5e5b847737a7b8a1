"""For tests and examples: a synthetic registry (needs nothing more) and strategies (need hypothesis)."""

from __future__ import annotations

from typing import Any

from plut_kumkm.enterprise.facts import Facts
from plut_kumkm.enterprise.licences import Licence
from plut_kumkm.enterprise.records import Cooperative, Enterprise, Intervention, Owner, Snapshot
from plut_kumkm.identifiers.kbli_type import Kbli


def register() -> None:
    """Make ``hypothesis.strategies.from_type`` know the records; the entry point of hypothesis calls it.

    >>> from hypothesis import find, strategies
    >>> register()
    >>> find(strategies.from_type(Owner), lambda owner: True)
    Owner(nik=None, name=None, sex=None, birth_year=None, disability=None)
    """
    from hypothesis import strategies as st

    for kind in (Kbli, Owner, Licence, Snapshot, Enterprise, Cooperative, Intervention, Facts):
        st.register_type_strategy(kind, _strategy)


def _strategy(kind: type[Any]) -> Any:
    # Imported when a strategy is asked for: importing `strategies` is what brings hypothesis in, which then calls
    # `register` while that module is only half there. Besides, an entry point must cost nothing in other people's runs.
    from plut_kumkm.testing.strategies import by_type

    return by_type()[kind]()
