"""Who counts as an owner, as people write names and roles."""

from __future__ import annotations

import pytest

from app.kinds.risks.owners import Ownership, goes_upwards, judge

KNOWN = (
    "Mercy Okafor, project manager",
    "Dr Ada Okafor (county ecologist)",
    "Tom Reid, site engineer",
    "Health and safety adviser",
    "Team leader",
    "Associate project manager",
    "Buyer",
)


@pytest.mark.parametrize(
    "owner",
    [
        "Tom Reid",
        "Reid",
        "tom reid (site engineer)",
        "Tom Reid, site engineer",
        "T. Reid - site engineer",
        "Site engineer",
        "Site eng.",
        "PM",
        "APM",
        "Ada Okafor",
        "Mercy Okafor",
        "County ecologist",
        "Health and safety adviser",
        "Team leader",
        "The buyer",
        "BUYER",
    ],
)
def test_one_person_or_role_is_an_owner(owner):
    assert judge(owner, KNOWN) is Ownership.ONE


@pytest.mark.parametrize(
    "owner",
    [
        "",
        " ",
        "Team",
        "Project team",
        "Everyone",
        "All",
        "TBC",
        "tbd",
        "N/A",
        "n.a.",
        "?",
        "Tom Reid and the team",
        "We",
    ],
)
def test_nobody_in_particular_is_not(owner):
    assert judge(owner, KNOWN) is Ownership.NOBODY
    assert judge(owner, ()) is Ownership.NOBODY


@pytest.mark.parametrize(
    "owner",
    [
        "Tom Reid, Mercy Okafor",
        "Site engineer / buyer",
        "Buyer & Tom Reid",
        "Tom Reid or the buyer",
        "Buyer; team leader",
    ],
)
def test_two_owners_are_too_many(owner):
    assert judge(owner, KNOWN) is Ownership.SEVERAL


@pytest.mark.parametrize("owner", ["Sam Smith", "Engineer", "Contractor", "Tom", "The weather"])
def test_somebody_else_is_a_stranger(owner):
    assert judge(owner, KNOWN) is Ownership.STRANGER


@pytest.mark.parametrize("owner", ["Sam Smith", "Contractor", "Tom and Sam"])
def test_without_known_owners_anybody_in_particular_will_do(owner):
    assert judge(owner, ()) is Ownership.ONE


@pytest.mark.parametrize(
    ("action", "upwards"),
    [
        ("Escalate to the sponsor with two options", True),
        ("Escalated on 4 March", True),
        ("Put it to the project board", True),
        ("Ask the project manager to decide", True),
        ("Ask Mercy Okafor for a decision", True),
        ("Okafor decides by Friday", True),
        ("The associate project manager writes to them", False),
        ("Ask Tom Reid to look again", False),
        ("Scaffold boarding around the deck", False),
    ],
)
def test_going_upwards_is_naming_those_above(action, upwards):
    assert goes_upwards(action, KNOWN) is upwards
