"""Which figures of a sentence are taken to be of a measure."""

from __future__ import annotations

import pytest

from app.kinds.performance import prose


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("K1 is 91.5%, K2 6 per cent.", ["91.5%", "6 per cent"]),
        ("The ratio is 0.97 and noise 69.5 dB(A).", ["0.97", "69.5"]),
        ("Of them 43 of the 47 were kept; 2 out of 50 were not", ["43 of the 47", "2 out of 50"]),
        ("On 8.6.2027, 2027-06-08 and 08:30 or 8.30 pm £1,250.50 was paid", []),
        ("Three of nine; 14 loads; gate 3; K12; 3 September; WP5", []),
        ("In 5 days and 250 hours", []),
    ],
)
def test_figures_are_found_and_the_rest_left_alone(text, texts):
    assert [found.text for found in prose.figures_in(text)] == texts


def test_a_figure_keeps_its_sentence():
    found = [(each.text, each.sentence) for each in prose.figures_in("K1 and k2: 5%. Then 6%.\nK3 7%; 8%")]
    assert found == [("5%", "K1 and k2: 5%."), ("6%", "Then 6%."), ("7%", "K3 7%;"), ("8%", "8%")]


@pytest.mark.parametrize("text", ["5 of 52 records were faulty (9.6%)", "K1 is 94.0% complete", "12.5% are duplicates"])
def test_sentences_about_the_data_are_left_alone(text):
    assert list(prose.figures_in(text)) == []
