"""Where an entry of a data file stands: the instruments that a room cites, and the source of one entry."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from plut_kumkm.base import data
from plut_kumkm.law.instruments import GRADES, ORIGINS, Cite, Instrument, Provision

if TYPE_CHECKING:
    from collections.abc import Mapping


class Sources:
    """The instruments and publications that the data files of one room cite, read when they are first asked for.

    >>> Sources("law/instruments.toml").instruments["pp-7-2021"].label()
    'PP 7/2021'
    """

    def __init__(self, *files: str) -> None:
        self._files = files

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        """The instruments and publications by id."""
        found: dict[str, Instrument] = {}
        for name in self._files:
            for entry in data.toml(name)["instrument"]:
                said: dict[str, Any] = {"number": None, **entry}
                found[entry["id"]] = Instrument(**said)
        return data.FrozenMap(found)

    def provision(self, entry: Mapping[str, Any], file: Mapping[str, Any], **said: Any) -> Provision:
        """Return the source of an entry of a data file.

        Args:
            entry: the entry: instrument, pinpoint, grade, origin and where it was seen.
            file: the whole file, which says when its sources were last looked at.
            said: what is to hold instead of what the entry says.

        Raises:
            DataError: the grade or the origin is none of those that exist, or the instrument is not known.

        >>> entry = {"instrument": "pp-7-2021", "pinpoint": "Pasal 35", "grade": "primary", "origin": "law"}
        >>> file = {"checked": "2026-11-24", "jdih": False}
        >>> Sources("law/instruments.toml").provision(entry, file).cite.label()
        'PP 7/2021 Pasal 35'
        """
        whole = {**entry, **said}
        for key, known in (("grade", GRADES), ("origin", ORIGINS)):
            if whole[key] not in known:
                raise data.DataError(f"{whole.get('id', '')}: {key} {whole[key]!r} is none of {', '.join(known)}")
        if whole["instrument"] not in self.instruments:
            raise data.DataError(f"{whole.get('id', '')}: there is no instrument {whole['instrument']!r}")
        cite = Cite(self.instruments[whole["instrument"]], whole.get("pinpoint", ""), whole.get("phrase"))
        return Provision(cite, whole["grade"], whole["origin"], file["checked"], file["jdih"], whole.get("seen"))
