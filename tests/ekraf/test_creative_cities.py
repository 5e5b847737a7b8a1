"""Creative cities: fields, members, stages, principles, and the checklists with what is not known of them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

from plut_kumkm.base import data
from plut_kumkm.ekraf import (
    Evidence,
    assess_city,
    check_proposal,
    city_checklist,
    city_checklists,
    pmk3i,
    pmk3i_cities,
    subsectors,
    uccn_fields,
    uccn_members,
)

ON = date(2026, 6, 30)


@pytest.mark.parametrize(("year", "count"), [(2014, 7), (2024, 7), (2025, 8), (2026, 8)])
def test_fields_of_the_unesco_network_by_year(year: int, count: int) -> None:
    """World Cities Day 2025: architecture is the eighth."""
    found = uccn_fields(year)
    assert len(found) == count
    assert ("architecture" in [one.id for one in found]) is (year >= 2025)


def test_the_names_of_the_fields() -> None:
    names = {one.label("en") for one in uccn_fields(2025)}
    assert names == {
        "Crafts and Folk Art",
        "Design",
        "Film",
        "Gastronomy",
        "Literature",
        "Media Arts",
        "Music",
        "Architecture",
    }
    assert all(one.label("id") and repr(one).startswith("<CityField ") for one in uccn_fields(2025))


@pytest.mark.parametrize(
    ("year", "cities"),
    [
        (2013, []),
        (2014, ["Pekalongan"]),
        (2015, ["Pekalongan", "Bandung"]),
        (2020, ["Pekalongan", "Bandung", "Ambon"]),
        (2021, ["Pekalongan", "Bandung", "Ambon", "Jakarta"]),
        (2023, ["Pekalongan", "Bandung", "Ambon", "Jakarta", "Surakarta"]),
        (2025, ["Pekalongan", "Bandung", "Ambon", "Jakarta", "Surakarta", "Kota Malang", "Kabupaten Ponorogo"]),
    ],
)
def test_indonesian_members_by_year_rienews(year: int, cities: list[str]) -> None:
    assert [one.city for one in uccn_members(year)] == cities


def test_fields_and_grades_of_the_members() -> None:
    """UNESCO 2023: Surakarta is of crafts, not of music; the field of Ponorogo is unverified."""
    fields = {one.city: (one.field.id, one.field_grade) for one in uccn_members(2025)}
    assert fields == {
        "Pekalongan": ("crafts", "secondary"),
        "Bandung": ("design", "secondary"),
        "Ambon": ("music", "secondary"),
        "Jakarta": ("literature", "secondary"),
        "Surakarta": ("crafts", "secondary"),
        "Kota Malang": ("media-arts", "secondary"),
        "Kabupaten Ponorogo": ("crafts", "unverified"),
    }
    assert all(one.provision.grade == "secondary" for one in uccn_members(2025))
    assert repr(uccn_members(2014)[0]) == "<Member Pekalongan: crafts, 2014>"


def test_reports_every_four_years() -> None:
    malang = next(one for one in uccn_members(2025) if one.city == "Kota Malang")
    assert malang.reports(2028) == ()
    assert malang.reports(2029) == (2029,)
    pekalongan = uccn_members(2014)[0]
    assert pekalongan.reports(2026) == (2018, 2022, 2026)


@pytest.mark.parametrize("ask", [uccn_fields, uccn_members])
def test_a_year_is_a_number(ask: object) -> None:
    with pytest.raises(TypeError, match="year must be an int, not date"):
        ask(date(2025, 1, 1))  # type: ignore[operator] # the refusal is what is tested


def test_pmk3i_has_four_actors_five_processes_four_stages() -> None:
    found = pmk3i()
    assert [part.id for part in found.actors] == ["akademisi", "bisnis", "komunitas", "pemerintah"]
    assert [part.id for part in found.processes] == ["kreasi", "produksi", "distribusi", "konsumsi", "konservasi"]
    assert [part.id for part in found.stages] == ["pendaftaran", "borang", "uji-petik", "penetapan"]
    assert found.most_subsectors == 3
    for part in (*found.actors, *found.processes, *found.stages):
        assert part.label("id") != part.label("en")
        assert repr(part).startswith("<Part ")


def test_cities_that_the_ministry_named() -> None:
    kinds = Counter((one.year, one.kind) for one in pmk3i_cities())
    assert kinds == {(2019, "nominee"): 10, (2019, "role-model"): 4, (2021, "designated"): 21, (2025, "designated"): 6}
    nominees = {one.city for one in pmk3i_cities(2019) if one.kind == "nominee"}
    assert {one.city for one in pmk3i_cities(2019) if one.kind == "role-model"} < nominees
    assert nominees < {one.city for one in pmk3i_cities(2021)}
    assert pmk3i_cities(2020) == ()
    (malang,) = [one for one in pmk3i_cities(2021) if one.city == "Kota Malang"]
    assert [item.slug for item in malang.subsectors] == ["aplikasi", "pengembang-permainan"]
    assert {one.city: [item.slug for item in one.subsectors] for one in pmk3i_cities(2025)} == {
        "Banjarmasin": ["kriya"],
        "Buton Tengah": ["kriya"],
        "Cilacap": ["film-animasi-video"],
        "Manado": ["musik"],
        "Pati": ["seni-pertunjukan"],
        "Trenggalek": ["seni-pertunjukan"],
    }
    with pytest.raises(TypeError, match="year must be an int, not str"):
        pmk3i_cities("2025")  # type: ignore[arg-type] # misuse is what is tested


def test_reprs_are_short_enough_for_a_list_of_them() -> None:
    first, *_, last = pmk3i_cities()
    assert repr(first) == "<NamedCity Palembang: nominee, 2019>"
    assert repr(last) == "<NamedCity Trenggalek: designated, 2025, seni-pertunjukan>"
    assert repr(pmk3i()) == "<Pmk3i: 4 stages, 4 actors, 5 processes, at most 3 subsectors>"
    (one, *_) = city_checklists()
    assert repr(one) == "<Checklist uccn-application: 8 items>"
    assert repr(one.items[0]) == "<Item formulir>"


@pytest.mark.parametrize(
    ("names", "version", "codes"),
    [
        # What Kota Malang proposed in 2017: kuliner, aplikasi & games as one, film.
        (["kuliner", "aplikasi-game-developer", "film-animasi-video"], "2015", {}),
        (["kuliner", "aplikasi", "gim", "film"], "2019", {"city.too_many_subsectors": 1}),
        (["kuliner", "Kuliner"], "2019", {"city.subsector_twice": 1}),
        ([], "2019", {"city.no_subsector": 1}),
        (["kulinner"], "2019", {"ekraf.name_unknown": 1}),
    ],
)
def test_a_proposal_has_at_most_three_subsectors(names: list[str], version: str, codes: dict[str, int]) -> None:
    report = check_proposal(names, listed=subsectors(version=version))
    assert report.codes == codes
    assert all(found.message("id") != found.message("en") for found in report)


def test_misuse_of_a_proposal_raises() -> None:
    with pytest.raises(TypeError, match="names must be several texts"):
        check_proposal("kuliner", listed=subsectors(version="2019"))
    with pytest.raises(TypeError, match="listed a SubsectorList"):
        check_proposal(["kuliner"], listed="2019")  # type: ignore[arg-type] # the refusal is what is tested


# ----------------------------------------------------------------------------------------------------------- checklists


def test_the_ten_principles_bandung_27_april_2015() -> None:
    texts = [item.label() for item in city_checklist("iccn-principles").items]
    words = [
        "welas asih", "inklusif", "hak asasi manusia", "kreativitas masyarakatnya", "lingkungan yang lestari",
        "kearifan sejarah", "transparan, adil dan jujur", "kebutuhan dasar masyarakat", "energi terbarukan",
        "fasilitas umum yang layak",
    ]  # fmt: skip
    assert len(texts) == len(words) == 10
    assert all(word in text for word, text in zip(words, texts, strict=True))


def test_the_eleven_initiatives_catha_ekadasa() -> None:
    texts = [item.label() for item in city_checklist("catha-ekadasa").items]
    assert texts == [
        "Forum Lintas Ekonomi Kreatif",
        "Komite Ekonomi Kreatif Pemerintah Daerah",
        "Ekosistem Kreatif Kota/Kabupaten (Iterasatari)",
        "Navigasi Pembangunan Kota",
        "Indeks Kota Kreatif",
        "Strategi Komunikasi & Narasi",
        "Creative City Branding Management",
        "Festival Kreatif",
        "Design Action / Musrenbang Kreatif",
        "Wirausaha Kreatif Desa X Kota",
        "Command Centre",
    ]


def test_the_application_to_unesco_asks_for_eight_things_form_of_2015() -> None:
    found = city_checklist("uccn-application")
    assert len(found.items) == 8
    assert {item.grade for item in found.items} == {"primary"}
    assert [note.code for note in found.notes] == ["city.form_of_2015", "city.call_limits", "city.indicators_unknown"]


def test_what_is_not_known_is_said_with_each_list() -> None:
    for one in city_checklists():
        assert one.notes
        for note in one.notes:
            assert note.message("id") != note.message("en")
        assert all(item.source is not None and item.grade is not None for item in one.items)
    assert "city.pmk3i_weights" in [note.code for note in city_checklist("pmk3i").notes]
    assert "city.index_unknown" in [note.code for note in city_checklist("catha-ekadasa").notes]


def test_no_list_has_weights_or_scores() -> None:
    for entry in data.toml("ekraf/cities.toml")["checklist"]:
        for item in entry["item"]:
            assert set(item) <= {"id", "label", "group", "grade", "origin", "instrument"}


def test_a_city_shows_where_it_stands() -> None:
    evidence = [
        Evidence(item="borang-akademisi", text="borang", date=date(2026, 2, 1)),
        Evidence(item="borang-bisnis", text="borang", date=date(2026, 2, 1)),
        Evidence(item="pendaftaran", text="tanda terima", date=date(2026, 1, 5)),
        Evidence(item="uji-petik", text="belum dijadwalkan", met=False),
    ]
    found = assess_city("pmk3i", evidence, on=ON)
    assert found.coverage == Fraction(3, 15)
    assert found.answered == Fraction(4, 15)
    assert found.by_group() == {"stage": Fraction(1, 6), "actor": Fraction(1, 2), "process": Fraction(0)}
    assert "Do not read it as one" in found.text("en")
    assert found.to_dict()["notes"][0]["code"] == "city.pmk3i_weights"


def test_a_list_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="there are uccn-application, uccn-report, pmk3i"):
        city_checklist("uccn")
