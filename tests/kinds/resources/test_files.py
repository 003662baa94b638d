"""Resource plans in files, and problems of the library for the command line."""

from __future__ import annotations

import pytest

from app.engines.optimum import Optimum, Proof
from app.kinds.base import AnalyseOptions, Unreadable
from app.kinds.resources import KIND, files
from tests.engines.test_psplib import SMALL
from tests.kinds.resources.plans import plan

OPTIONS = AnalyseOptions(seconds=5)


class TestTables:
    def test_a_csv_goes_into_the_grid_that_its_headings_fit(self):
        content = b"Activity,Uses,Units needed\n2,R1,0.5\n"
        read = KIND.read_file("csv", content, plan()).payload
        assert [(row.activity, row.resource, row.units) for row in read.assignments] == [("2", "R1", "0.5")]
        assert read.resources == plan().resources

    def test_resources_as_other_tools_head_them(self):
        content = b"Resource name,Max units,Standard rate\nJoiners,2,210\n"
        [row] = KIND.read_file("csv", content, plan()).payload.resources
        assert (row.name, row.capacity, row.rate) == ("Joiners", "2", "210")

    def test_a_cell_that_is_too_long(self):
        with pytest.raises(Unreadable):
            KIND.read_file("csv", b"Uses,Units\n" + b"x" * 2000 + b",1\n", plan())


class TestPsplib:
    def test_the_shortest_schedule_by_job(self):
        found = KIND.analysers["sm"](SMALL.encode(), OPTIONS)
        assert (found["makespan"], found["lower_bound"], found["status"]) == (9, 9, "optimal")
        assert set(found["starts"]) == {"1", "2", "3", "4", "5", "6"}
        assert found["starts"]["6"] == 9

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("   2        1          1           4", "   2  1  1  9", 20),
            ("   6        1          0", "   6  1  1  1", 1),
            ("  R 1\n    2", "  R 1\n    1", 1),
        ],
    )
    def test_what_cannot_be_solved(self, old, new, line):
        with pytest.raises(Unreadable) as raised:
            KIND.analysers["sm"](SMALL.replace(old, new).encode(), OPTIONS)
        assert raised.value.line == line
        assert not str(raised.value).endswith(".")

    @pytest.mark.parametrize(
        "wrong",
        [
            Optimum(9, 9, Proof.OPTIMAL, {"1": 0, "2": 0, "3": 3, "4": 2, "5": 7, "6": 9}),
            Optimum(7, 7, Proof.OPTIMAL, {"1": 0, "2": 0, "3": 0, "4": 3, "5": 5, "6": 7}),
            Optimum(8, 8, Proof.OPTIMAL, {"1": 0, "2": 0, "3": 3, "4": 3, "5": 7, "6": 9}),
        ],
        ids=["logic", "capacity", "finish"],
    )
    def test_an_answer_that_breaks_the_rules_is_not_shown(self, monkeypatch, wrong):
        monkeypatch.setattr(files, "solve", lambda *_: wrong)
        with pytest.raises(Unreadable, match="breaks the project’s own rules"):
            KIND.analysers["sm"](SMALL.encode(), OPTIONS)
