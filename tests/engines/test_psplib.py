from __future__ import annotations

import pytest

from app.engines import psplib
from app.engines.critical_path import Activity, Link
from app.engines.levelling import steady
from app.engines.psplib import NotPsplib, Project

SMALL = """************************************************************************
file with basedata            : small.bas
initial value random generator: 1
************************************************************************
projects                      :  1
jobs (incl. supersource/sink ):  6
horizon                       :  11
RESOURCES
  - renewable                 :  1   R
  - nonrenewable              :  0   N
  - doubly constrained        :  0   D
************************************************************************
PROJECT INFORMATION:
pronr.  #jobs rel.date duedate tardcost  MPM-Time
    1      4      0        9        5        7
************************************************************************
PRECEDENCE RELATIONS:
jobnr.    #modes  #successors   successors
   1        1          2           2   3
   2        1          1           4
   3        1          1           5
   4        1          1           5
   5        1          1           6
   6        1          0
************************************************************************
REQUESTS/DURATIONS:
jobnr. mode duration  R 1
------------------------------------------------------------------------
  1      1     0       0
  2      1     3       2
  3      1     4       1
  4      1     2       1
  5      1     2       1
  6      1     0       0
************************************************************************
RESOURCEAVAILABILITIES:
  R 1
    2
************************************************************************
"""


def test_a_project_is_read():
    assert psplib.read(SMALL) == Project(
        (
            Activity("1", 0),
            Activity("2", 3, (Link("1"),)),
            Activity("3", 4, (Link("1"),)),
            Activity("4", 2, (Link("2"),)),
            Activity("5", 2, (Link("3"), Link("4"))),
            Activity("6", 0, (Link("5"),)),
        ),
        (steady("R1", 2),),
        {"1": {}, "2": {"R1": 2}, "3": {"R1": 1}, "4": {"R1": 1}, "5": {"R1": 1}, "6": {}},
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("  ", "\t"),
        lambda text: text.lower(),
        lambda text: text.replace("REQUESTS/DURATIONS:", "  REQUESTS / DURATIONS :"),
        lambda text: text.replace("*" * 72, "***"),
        lambda text: text.rstrip("*\n"),
    ],
)
def test_spacing_and_case_do_not_matter(change):
    assert psplib.read(change(SMALL)) == psplib.read(SMALL)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("projects                      :  1", "projects : 2", 5, "only one project"),
        ("nonrenewable              :  0", "nonrenewable : 2", 10, "2 nonrenewable"),
        ("doubly constrained        :  0", "doubly constrained : 1", 11, "1 doubly constrained"),
        ("   2        1          1           4", "   2  1  2  4", 20, "says that it has 2 successors and names 1"),
        ("   2        1          1           4", "   2  1  1  9", 20, "followed by 9"),
        ("   2        1          1           4", "   2  3  1  4", 20, "needs one mode"),
        ("   2        1          1           4", "   2  1", 20, "needs one mode"),
        ("   2        1          1           4", "   1  1  1  4", 20, "job 1 is there twice"),
        ("  3      1     4       1", "  3      1     4       1  1", 31, "asks for 2 resources, and there are 1"),
        ("  3      1     4       1", "  3      1  2001       1", 31, "2,001 days"),
        ("  3      1     4       1", "  7      1     4       1", 31, "job 7 is not among the precedence"),
        ("  6      1     0       0\n", "", 33, "job 6 has no duration"),
        ("  3      1     4       1", "  3      1     4       99999999", 31, "larger than any number"),
        ("  3      1     4       1", "  3      1     4       9999999", 31, "larger than any number"),
        ("RESOURCEAVAILABILITIES:", "RESOURCES:", 1, "RESOURCEAVAILABILITIES"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_line(old, new, line, words):
    with pytest.raises(NotPsplib, match=words) as raised:
        psplib.read(SMALL.replace(old, new))
    assert raised.value.line == line


@pytest.mark.parametrize("text", ["", "\0\0", "PRECEDENCE RELATIONS:\n", "1 2 3"])
def test_other_texts_are_refused(text):
    with pytest.raises(NotPsplib, match="not a PSPLIB project"):
        psplib.read(text)


def test_there_are_limits():
    with pytest.raises(NotPsplib, match="characters"):
        psplib.read("*" * (psplib.MOST_BYTES + 1))
    many = "\n".join(f"{job} 1 0" for job in range(1, psplib.MOST_JOBS + 2))
    text = f"PRECEDENCE RELATIONS:\n{many}\n***\nREQUESTS/DURATIONS:\n1 1 1 0\n***\nRESOURCEAVAILABILITIES:\n1\n"
    with pytest.raises(NotPsplib, match="2,001 jobs") as raised:
        psplib.read(text)
    assert raised.value.line == psplib.MOST_JOBS + 2
