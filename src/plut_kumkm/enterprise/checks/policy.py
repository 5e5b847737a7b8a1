"""What the caller holds records against: how strictly, from which grade on, and with which code lists."""

from __future__ import annotations

from attrs import field, frozen

from plut_kumkm.identifiers.kbli import KbliCodes
from plut_kumkm.identifiers.kbli_type import VERSIONS
from plut_kumkm.identifiers.region import RegionNames, System, check_names
from plut_kumkm.law.instruments import GRADES, Grade


@frozen(kw_only=True, eq=False)
class Policy:
    """How ``check`` judges; without one the defaults below hold.

    Attributes:
        strict: whether slips that a form may forgive are errors: a wrong check digit or a filler as NPWP, a day on a
            family card that does not exist, blanks in a halal number. ``False`` makes them warnings.
        grade: the weakest grade of a source on which an error may rest. A rule that was seen less well still finds,
            as a warning.
        kbli_version: the version in which every code should be. By default none is asked for, and a code is held
            against the day of the NIB alone.
        region_system: whose codes ``region`` holds, "kemendagri" or "bps": the two look alike.
        region_names: a table of regions (``identifiers.region.load_names``) of that system, for membership; without
            it region codes are checked by their form, and names not at all.
        kbli_codes: a list of codes (``identifiers.kbli.load_codes``), for membership; without it KBLI codes are checked
            by their form.

    Raises:
        TypeError: a value has the wrong type.
        ValueError: grade, version or system is none of those that exist, or the table is of another system.

    >>> Policy(strict=False, kbli_version="2025")
    Policy(strict=False, grade='secondary', kbli_version='2025', region_system='kemendagri')
    """

    strict: bool = True
    grade: Grade = "secondary"
    kbli_version: str | None = None
    region_system: System = "kemendagri"
    region_names: RegionNames | None = field(default=None, repr=False)
    kbli_codes: KbliCodes | None = field(default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        if type(self.strict) is not bool:
            raise TypeError(f"strict must be True or False, not {type(self.strict).__name__}")
        for name, value, known in (
            ("grade", self.grade, GRADES),
            ("kbli_version", self.kbli_version, (None, *VERSIONS)),
            ("region_system", self.region_system, ("kemendagri", "bps")),
        ):
            if value not in known:
                raise ValueError(f"{name} must be one of {', '.join(map(str, known))}, not {value!r}")
        check_names(self.region_names, self.region_system)
        if self.kbli_codes is not None and not isinstance(self.kbli_codes, KbliCodes):
            kind = type(self.kbli_codes).__name__
            raise TypeError(f"kbli_codes must be a KbliCodes, as load_codes returns it, not {kind}")


DEFAULT = Policy()
