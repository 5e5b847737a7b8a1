"""Groupings of statistics: exact sums, and no division that no source makes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plut_kumkm import ValidationError, ekraf
from plut_kumkm.ekraf.groupings import written

SEVENTEEN = ekraf.subsectors(version="2019").slugs
EXACT = st.integers(-(10**15), 10**15) | st.fractions(max_denominator=1000)


@pytest.mark.parametrize(
    ("name", "count", "merged"),
    [
        ("gdp-16", 16, {"aplikasi-game-developer": {"aplikasi", "pengembang-permainan"}}),
        (
            "workers-14",
            14,
            {
                "aplikasi-game-developer": {"aplikasi", "pengembang-permainan"},
                "desain": {"desain-interior", "desain-komunikasi-visual", "desain-produk"},
            },
        ),
    ],
)
def test_a_grouping_parts_the_seventeen(name: str, count: int, merged: dict[str, set[str]]) -> None:
    """BPS, GDP of 16 subsectors; Sakernas 2021, 14 groups of workers."""
    found = ekraf.grouping(name)
    assert len(found.groups) == count
    members = [member.slug for group in found.groups for member in group.members]
    assert sorted(members) == sorted(SEVENTEEN)
    assert {group.id: {one.slug for one in group.members} for group in found.lossy} == merged
    assert all(len(group.members) == 1 for group in found.groups if group.id not in merged)
    assert found.grade == "secondary"
    assert found.label() != found.label("en")
    assert repr(found) == f"<Grouping {name}: {count} groups (secondary)>"


def test_the_groups_of_gdp_are_the_sixteen_of_2015() -> None:
    assert {group.id for group in ekraf.grouping("gdp-16").groups} == set(ekraf.subsectors(version="2015").slugs)


@given(st.sampled_from(("gdp-16", "workers-14")), st.lists(EXACT, min_size=17, max_size=17))
def test_group_totals_equal_list_totals(name: str, numbers: list[Any]) -> None:
    values = dict(zip(SEVENTEEN, numbers, strict=True))
    found = ekraf.grouping(name).aggregate(values)
    assert found.total == sum(numbers)
    assert found.missing == ()
    for group in ekraf.grouping(name).groups:
        assert found[group.id] == sum(values[member.slug] for member in group.members)


@given(st.dictionaries(st.sampled_from(SEVENTEEN), EXACT))
def test_a_group_without_a_member_is_missing_and_never_zero(values: dict[str, Any]) -> None:
    for name in ("gdp-16", "workers-14"):
        found = ekraf.grouping(name).aggregate(values)
        for group in ekraf.grouping(name).groups:
            complete = all(member.slug in values for member in group.members)
            assert (group.id in found) is complete
            assert (group.id in found.missing) is not complete
        assert (found.total is None) is bool(found.missing)


def test_the_sixteen_of_2015_aggregate_and_the_new_four_do_not() -> None:
    old = dict.fromkeys(ekraf.subsectors(version="2015").slugs, 1)
    workers = ekraf.grouping("workers-14").aggregate(old, version="2015")
    assert (workers.total, workers["desain"], workers["aplikasi-game-developer"]) == (16, 3, 1)
    new = dict.fromkeys(ekraf.subsectors(version="2026"), 1)
    with pytest.raises(ValidationError) as caught:
        ekraf.grouping("gdp-16").aggregate(new, version="2026")
    assert [(one.code, one.path) for one in caught.value.findings] == [
        ("ekraf.group_homeless", (slug,))
        for slug in ("modifikasi-otomotif", "teknologi-baru", "konten-digital", "sulih-suara")
    ]


def test_slugs_of_two_versions_do_not_mix() -> None:
    with pytest.raises(ValidationError) as caught:
        ekraf.grouping("gdp-16").aggregate({"aplikasi": 1, "aplikasi-game-developer": 2, "kulinner": 3})
    assert [(one.code, one.path) for one in caught.value.findings] == [
        ("ekraf.name_of_other_list", ("aplikasi-game-developer",)),
        ("ekraf.name_unknown", ("kulinner",)),
    ]
    assert "a name of the 16 subsectors (list of 2015)" in caught.value.findings[0].message("en")
    assert "Did you mean Culinary?" in caught.value.findings[1].message("en")
    with pytest.raises(ValueError, match="no list of version"):
        ekraf.grouping("gdp-16").aggregate({}, version="2017")


def test_figures_come_by_any_name_that_the_list_has() -> None:
    gdp = ekraf.grouping("gdp-16")
    found = gdp.aggregate({"gim": 3, "Aplikasi": 2, "Seni Rupa": 4, "craft": 5})
    assert dict(found) == {"aplikasi-game-developer": 5, "seni-rupa": 4, "kriya": 5}
    assert gdp.aggregate({"Fashion": 1}, version="2015")["fesyen"] == 1
    with pytest.raises(ValidationError) as caught:
        gdp.aggregate({"gim": 3, "pengembang-permainan": 2})
    assert [(one.code, one.path) for one in caught.value.findings] == [
        ("ekraf.figure_twice", ("pengembang-permainan",))
    ]
    with pytest.raises(ValidationError) as caught:
        ekraf.grouping("workers-14").invert({"dkv": 3})
    assert caught.value.finding.code == "ekraf.group_unknown"


@pytest.mark.parametrize("value", [1.5, True, "3", None])
def test_what_is_not_exact_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="kuliner: a figure is a whole number, Fraction or Decimal"):
        ekraf.grouping("gdp-16").aggregate({"kuliner": value})


def test_decimals_stay_exact() -> None:
    found = ekraf.grouping("gdp-16").aggregate({"aplikasi": Decimal("0.1"), "pengembang-permainan": Decimal("0.2")})
    assert found["aplikasi-game-developer"] == Fraction(3, 10)


def test_a_group_of_several_is_not_divided() -> None:
    for grouping, group, members in (
        ("workers-14", "desain", "Interior Design, Visual Communication Design, Product Design"),
        ("gdp-16", "aplikasi-game-developer", "Application, Game Developer"),
    ):
        with pytest.raises(ValidationError) as caught:
            ekraf.grouping(grouping).invert({group: 5, "kuliner": 1})
        assert [(one.code, one.path) for one in caught.value.findings] == [("ekraf.group_lossy", (group,))]
        assert members in caught.value.finding.message("en")
        assert "tidak dapat dibagi" in caught.value.finding.message("id")
        assert caught.value.finding.to_dict()["params"]["group"] == group


@given(st.dictionaries(st.sampled_from([slug for slug in SEVENTEEN if "desain" not in slug][2:]), EXACT))
def test_groups_of_one_can_be_turned_back(values: dict[str, Any]) -> None:
    workers = ekraf.grouping("workers-14")
    assert dict(workers.invert(workers.aggregate(values))) == values


def test_where_a_subsector_is_counted() -> None:
    workers = ekraf.grouping("workers-14")
    assert workers.group_of("desain-produk").id == "desain"
    assert workers.group_of(ekraf.find("gim", version="2019")).label("en") == "Application and Game Developer"
    assert repr(workers.group_of("kuliner")) == "<Group kuliner>"
    assert repr(workers.group_of("aplikasi")) == "<Group aplikasi-game-developer: aplikasi, pengembang-permainan>"
    with pytest.raises(KeyError, match="no subsector 'sulih-suara'"):
        workers.group_of("sulih-suara")


def test_unknown_groupings_and_figures() -> None:
    with pytest.raises(ValueError, match="no grouping 'gdp-17'; there are gdp-16, workers-14"):
        ekraf.grouping("gdp-17")
    with pytest.raises(ValueError, match="there are no figures 'workers-2022'; there are workers-2021, malang-"):
        ekraf.figures("workers-2022")
    with pytest.raises(TypeError, match="an id is text, such as 'gdp-16', not list"):
        ekraf.grouping(["gdp-16"])  # type: ignore[arg-type] # misuse is what is tested
    with pytest.raises(TypeError, match="an id is text, such as 'workers-2021', not int"):
        ekraf.figures(2021)  # type: ignore[arg-type] # misuse is what is tested
    assert ekraf.grouping("gdp-16") is ekraf.grouping("gdp-16")


def test_figures_of_two_lists_do_not_mix_and_none_is_lost() -> None:
    """A slug says the list that the caller names; a Subsector says its own, and the two must be one."""
    old, new = (ekraf.subsectors(version=version)["kuliner"] for version in ("2015", "2019"))
    gdp = ekraf.grouping("gdp-16")
    with pytest.raises(ValidationError) as caught:
        gdp.aggregate({old: 5, new: 7})
    assert [(one.code, one.path) for one in caught.value.findings] == [("ekraf.figure_of_other_list", ("kuliner",))]
    assert "Culinary of the 16 subsectors (list of 2015)" in caught.value.finding.message("en")
    assert gdp.aggregate({old: 5}, version="2015")["kuliner"] == 5
    with pytest.raises(ValidationError) as caught:
        gdp.aggregate({"kuliner": 5, new: 7})
    assert [(one.code, one.path) for one in caught.value.findings] == [("ekraf.figure_twice", ("kuliner",))]
    with pytest.raises(ValidationError) as caught:
        ekraf.grouping("workers-14").invert({old: 5})
    assert caught.value.finding.code == "ekraf.figure_of_other_list"
    assert ekraf.grouping("workers-14").invert({new: 5})["kuliner"] == 5


def test_figures_come_by_slug() -> None:
    for ask in (ekraf.grouping("gdp-16").aggregate, ekraf.grouping("workers-14").invert):
        for given_ in ([("kuliner", 1)], 5):
            with pytest.raises(TypeError, match=r"figures come by name, such as \{'kuliner': 5\}, not (list|int)"):
                ask(given_)  # type: ignore[arg-type] # misuse is what is tested


def test_a_group_without_a_figure_says_so() -> None:
    found = ekraf.grouping("workers-14").aggregate({"desain-produk": 1, "kuliner": 2})
    with pytest.raises(KeyError, match="desain has no figure: a member of it has none"):
        found["desain"]
    with pytest.raises(KeyError, match="there is no group 'kulinner'; there are aplikasi-game-developer, arsitektur"):
        found["kulinner"]
    assert found.get("desain") is None


def test_workers_of_2021_as_published() -> None:
    """Sakernas 2021 by databoks, percent of 21.90 million; the printed shares sum to 100.01."""
    found = ekraf.figures("workers-2021")
    published = {
        "kuliner": "56.86", "fesyen": "19.45", "kriya": "18.12", "penerbitan": "1.94", "seni-pertunjukan": "0.75",
        "aplikasi-game-developer": "0.60", "fotografi": "0.40", "televisi-radio": "0.38", "musik": "0.33",
        "film-animasi-video": "0.31", "arsitektur": "0.27", "seni-rupa": "0.24", "periklanan": "0.21", "desain": "0.15",
    }  # fmt: skip
    assert {key: found[key] for key in published} == {key: Fraction(text) for key, text in published.items()}
    assert len(found.values) == 14
    assert found.missing == ()
    assert found.total == Fraction("100.01")
    assert found.by is ekraf.grouping("workers-14")
    # Into its own grouping nothing changes.
    assert dict(found.to(found.by)) == dict(found.values)
    assert found.provision.grade == "secondary"


def test_workers_do_not_go_into_the_sixteen_of_gdp() -> None:
    with pytest.raises(ValidationError) as caught:
        ekraf.figures("workers-2021").to(ekraf.grouping("gdp-16"))
    assert [one.path for one in caught.value.findings] == [("desain",)]
    assert "the 16 subsectors of GDP" in caught.value.finding.message("en")


def test_seven_subsectors_of_malang_as_published() -> None:
    """Disporapar Kota Malang 2021: shares of assisted actors, seven subsectors, none of the other ten."""
    found = ekraf.figures("malang-disporapar-2021")
    published = {
        "kriya": "22.56", "seni-pertunjukan": "20.3", "musik": "16.54", "kuliner": "14.29", "seni-rupa": "14.29",
        "fotografi": "10.53", "fesyen": "1.5",
    }  # fmt: skip
    assert dict(found.values) == {key: Fraction(text) for key, text in published.items()}
    assert found.total == Fraction("100.01")
    assert len(found.missing) == 10
    grouped = found.to(ekraf.grouping("workers-14"))
    assert dict(grouped) == dict(found.values)
    assert grouped.total is None
    assert set(grouped.missing) == {
        "aplikasi-game-developer", "arsitektur", "desain", "film-animasi-video", "penerbitan", "periklanan",
        "televisi-radio",
    }  # fmt: skip
    with pytest.raises(KeyError, match="has no figure 'penerbitan'; it has kriya, seni-pertunjukan"):
        found["penerbitan"]


def test_how_figures_show_themselves() -> None:
    found = ekraf.figures("malang-disporapar-2021")
    assert repr(found) == "<Figures malang-disporapar-2021: 7 of 17 groups of 2019 [%]>"
    assert found.label("en").startswith("Creative actors assisted by Disporapar")
    page = found._repr_html_()
    assert "<td>20,30</td>" in page
    assert "<td>Penerbitan</td><td>–</td>" in page
    grouped = found.to(ekraf.grouping("workers-14"))
    assert repr(grouped).startswith("<Totals of 7 groups; missing ")
    assert "<td>Desain</td><td>–</td>" in grouped._repr_html_()
    assert (written(Fraction("56.86"), "en"), written(1200, "en"), written(None)) == ("56.86", "1,200", "–")
    whole = ekraf.figures("workers-2021").to(ekraf.grouping("workers-14"))
    assert repr(whole) == "<Totals of 14 groups>"
