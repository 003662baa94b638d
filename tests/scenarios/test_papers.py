"""What two papers of the shipped pack both state is the same in both, unless it was planted."""

from __future__ import annotations

import re

from app.config import Environment, Settings
from app.scenarios.reading import read_library


def papers() -> dict[str, str]:
    """The text of each paper of Quarry Lane by its number, a space for each break of lines."""
    settings = Settings(environment=Environment.TESTING)
    library = read_library(settings.scenarios_folder, settings.content_folder)
    scenario = library.scenario("quarry-lane-footbridge")
    assert scenario is not None
    return {document.stem[:2]: " ".join(document.text.split()) for document in scenario.documents}


def test_the_lifting_plan_was_accepted_on_one_day():
    found = papers()
    said = [re.search(r"lift(?:ing)? plan (?:was accepted )?on (\d+ June)", found[each]) for each in ("31", "48")]
    said.append(re.search(r"lift plan was accepted on (\d+ June)", found["46"]))
    assert [each and each[1] for each in said] == ["22 June"] * 3


def test_the_reply_about_numbers_fits_the_extract_of_the_log():
    found = papers()
    numbers = re.findall(r"\| (\d\d) \|", found["32"])
    assert numbers == ["00", "01", "02"]
    assert "extract of 30 June went up to number 04" not in found["46"]
    assert "In the log itself the crane (R08) has number 03" in found["46"]


def test_requests_were_made_on_the_day_of_the_letter():
    assert papers()["32"].count("| 24 June | Open |") == 2
