from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engines.wording import EmptyAlternative, best_assignment, matches
from tests.engines.properties import steadily

FABRICATE = ["fabricat span|steel|bridge", "steelwork lead"]


class TestMatches:
    @pytest.mark.parametrize(
        "text",
        [
            "Fabricate the spans",
            "Bridge fabrication",
            "STEEL: FABRICATION",
            "off-site steel-fabrication",
            "Steelwork lead-in",
            "lead time of the steelwork",
        ],
    )
    def test_words_are_found_in_any_order_from_their_beginnings(self, text):
        assert matches(text, FABRICATE)

    @pytest.mark.parametrize(
        "text",
        [
            "Fabricate the handrail",
            "Prefabricate the spans",
            "Order the steelwork",
            "Steel",
            "fabrica span",
            "",
            "…",
        ],
    )
    def test_all_the_words_of_one_alternative_are_needed(self, text):
        assert not matches(text, FABRICATE)

    def test_no_alternatives_match_nothing(self):
        assert not matches("anything", [])

    def test_one_word_of_the_text_may_answer_two_of_the_alternative(self):
        assert matches("steelwork", ["steel steelwork"])

    def test_hyphens_part_the_words_of_an_alternative_too(self):
        assert matches("Re-open the road", ["re-open|handover road"])
        assert matches("Handover of the road", ["re-open|handover road"])
        assert not matches("Open the road", ["re-open|handover road"])

    def test_case_accents_and_underscores_do_not_count(self):
        assert matches("Zoë’s_STRASSE", ["zoe straße"])
        assert matches("Zoe's street", ["Zoë"])
        assert matches("a naïve plan", ["naive"])
        assert matches("a naive plan", ["naïve"])

    def test_figures_are_words(self):
        assert matches("Lift 2: 250-tonne crane", ["250 crane"])

    @pytest.mark.parametrize("alternative", ["", "  ", "|", "steel|", "steel -", "a | b"])
    def test_an_alternative_without_a_word_is_refused_even_after_one_that_matches(self, alternative):
        with pytest.raises(EmptyAlternative) as empty:
            matches("steel", ["steel", alternative])
        assert empty.value.alternative == alternative


def assign(pairs: dict[str, str], rows: str):
    """`pairs` gives each expected item the rows that match it."""
    return best_assignment(list(rows), list(pairs), lambda row, item: row in pairs[item])


class TestBestAssignment:
    def test_a_row_counts_for_one_item_at_most(self):
        assert assign({"nesting": "1", "flood": "1"}, "1") == {"nesting": "1"}

    def test_the_first_row_that_matches_is_taken(self):
        assert assign({"nesting": "321"}, "123") == {"nesting": "1"}

    def test_an_item_gives_up_its_row_when_it_can_have_another(self):
        assert assign({"a": "12", "b": "1"}, "12") == {"a": "2", "b": "1"}

    def test_rows_are_handed_along_a_chain(self):
        assert assign({"a": "12", "b": "23", "c": "1", "d": "2"}, "123") == {"a": "2", "b": "3", "c": "1"}
        assert assign({"a": "12", "b": "23", "c": "34", "d": "1"}, "1234") == {"a": "2", "b": "3", "c": "4", "d": "1"}

    def test_two_items_that_want_the_same_rows_are_asked_once(self):
        assert assign({"a": "12", "b": "12", "c": "12"}, "12") == {"a": "1", "b": "2"}

    def test_an_item_named_twice_is_one_item(self):
        assert best_assignment([1, 2], ["a", "a"], lambda row, item: True) == {"a": 1}

    def test_nothing_to_pair(self):
        assert assign({}, "12") == {}
        assert assign({"a": "1"}, "") == {}
        assert assign({"a": ""}, "12") == {}

    def test_each_row_is_compared_with_each_item_once(self):
        asked: list[tuple[int, str]] = []
        best_assignment([1, 2], ["a", "b"], lambda row, item: bool(asked.append((row, item))))
        assert sorted(asked) == [(1, "a"), (1, "b"), (2, "a"), (2, "b")]

    def test_a_chain_longer_than_the_stack_is_handed_along(self):
        """Item n takes row n at first; the last item wants row 0, so every one of the others moves up."""
        last = 1200
        wanted = {item: {item, item + 1} for item in range(last)} | {last: {0}}
        found = best_assignment(range(last + 1), range(last + 1), lambda row, item: row in wanted[item])
        assert found == {item: item + 1 for item in range(last)} | {last: 0}


@steadily
@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_as_many_are_paired_as_can_be_and_each_pair_matches(pairs):
    found = best_assignment(range(8), range(8), lambda row, item: (row, item) in pairs)
    graph = nx.Graph()
    graph.add_nodes_from(("item", item) for item in range(8))
    graph.add_edges_from((("row", row), ("item", item)) for row, item in pairs)
    largest = nx.bipartite.maximum_matching(graph, top_nodes=[("item", item) for item in range(8)])
    assert len(found) == len(largest) // 2
    assert all((row, item) in pairs for item, row in found.items())
    assert len(set(found.values())) == len(found)
    assert list(found) == sorted(found)


@steadily
@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=20))
def test_an_item_once_found_stays_found_when_later_items_are_looked_for(pairs):
    def paired(count):
        return set(best_assignment(range(6), range(count), lambda row, item: (row, item) in pairs))

    for count in range(6):
        assert paired(count) <= paired(count + 1)
