"""Hooks that teach a converter of cattrs our records: read strictly, written as ``to_dict`` writes them.

>>> from cattrs import Converter
>>> from plut_kumkm.enterprise.records import Snapshot
>>> converter = register(Converter())
>>> converter.structure({"as_of": "2025-12-31", "sales": 5}, Snapshot).sales
5
>>> converter.unstructure(Snapshot(as_of=converter.structure({"as_of": "2025-12-31"}, Snapshot).as_of))
{'schema': 'plut_kumkm/snapshot/1', 'as_of': '2025-12-31'}
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from plut_kumkm.enterprise.structuring import SCHEMAS, structure, to_dict

if TYPE_CHECKING:
    from collections.abc import Callable

    from cattrs import BaseConverter

C = TypeVar("C", bound="BaseConverter")


def register(converter: C) -> C:
    """Return ``converter`` with hooks for every record class.

    What does not fit raises our ``ValidationError``, which holds every finding with its path; no value of a person
    stands in it. Within a class of the user's own, cattrs puts it among its own errors, with the path to it.

    Args:
        converter: a converter of the user's own; it is changed.
    """
    for kind in SCHEMAS:
        converter.register_structure_hook(kind, _reader(kind))
        converter.register_unstructure_hook(kind, to_dict)
    return converter


def _reader(kind: type[Any]) -> Callable[[Any, Any], Any]:
    def read(data: Any, _: Any) -> Any:
        record, report = structure(kind, data)
        report.raise_if_errors()
        return record

    return read
