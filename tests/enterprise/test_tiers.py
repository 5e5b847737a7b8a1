"""The closed lists of words: tiers in order, legal forms, and their labels."""

from __future__ import annotations

import pytest

from plut_kumkm.enterprise.tiers import LegalForm, Tier


def test_tiers_are_ordered() -> None:
    # Contract: int(Tier.MICRO) == 0 … int(Tier.LARGE) == 3.
    assert [int(tier) for tier in Tier] == [0, 1, 2, 3]
    assert [tier.value for tier in sorted([Tier.LARGE, Tier.SMALL, Tier.MICRO, Tier.MEDIUM])] == [
        "micro",
        "small",
        "medium",
        "large",
    ]
    assert Tier.MICRO < Tier.SMALL <= Tier.SMALL < Tier.MEDIUM < Tier.LARGE
    assert Tier.LARGE > Tier.MEDIUM >= Tier.MEDIUM
    assert not Tier.LARGE < Tier.LARGE


@pytest.mark.parametrize("other", [0, "micro", None, LegalForm.CV])
def test_a_tier_does_not_compare_with_anything_else(other: object) -> None:
    assert other != Tier.MICRO
    with pytest.raises(TypeError):
        assert other > Tier.MICRO  # type: ignore[operator] # the refusal is what is tested
    with pytest.raises(TypeError):
        assert other <= Tier.MICRO  # type: ignore[operator] # the refusal is what is tested


@pytest.mark.parametrize(
    ("tier", "indonesian", "english"),
    [
        (Tier.MICRO, "Usaha Mikro", "Micro Enterprise"), (Tier.SMALL, "Usaha Kecil", "Small Enterprise"),
        (Tier.MEDIUM, "Usaha Menengah", "Medium Enterprise"), (Tier.LARGE, "Usaha Besar", "Large Enterprise"),
    ],
)  # fmt: skip
def test_labels_of_tiers(tier: Tier, indonesian: str, english: str) -> None:
    # glossary.md.
    assert (tier.label(), tier.label("id"), tier.label("en")) == (indonesian, indonesian, english)
    assert repr(tier) == f"<Tier.{tier.name}>"
    assert Tier(tier.value) is tier


def test_legal_forms_have_two_labels() -> None:
    for form in LegalForm:
        assert form.label() == form.label("id")
        assert form.label("id")
        assert form.label("en")
        assert repr(form) == f"<LegalForm.{form.name}>"
        assert LegalForm(form.value) is form
    assert len({form.label() for form in LegalForm}) == len({form.label("en") for form in LegalForm}) == len(LegalForm)
    assert (LegalForm("cooperative").label(), LegalForm("cooperative").label("en")) == ("Koperasi", "Cooperative")
    assert LegalForm("pt").label("en") == "PT (limited company)"


@pytest.mark.parametrize("word", ["mikro", "MICRO", 0, None])
def test_other_words_are_no_tier(word: object) -> None:
    with pytest.raises(ValueError, match="is not a valid Tier"):
        Tier(word)
