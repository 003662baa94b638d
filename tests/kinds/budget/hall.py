"""A small project to report on, the hall of the lesson: five packages over eight months, at the end of the fourth."""

from __future__ import annotations

from typing import Any

from app.kinds.base import Finding
from app.kinds.budget import KIND
from app.kinds.budget.analysis import BudgetAnalysis, analyse
from app.kinds.budget.payload import Budget, BudgetBrief

#: Original, budget, planned, earned, ledger, actual, committed, outstanding, to go.
_PACKAGES = {
    "design": (20_000, 24_000, 24_000, 24_000, 25_200, 25_200, 0, 0, (0, 0)),
    "roof": (96_000, 96_000, 72_000, 60_000, 42_000, 66_600, 20_000, 20_000, (38_000, 39_000)),
    "heating": (70_000, 70_000, 21_000, 21_000, 14_000, 21_000, 49_000, 56_000, (49_000, 49_000)),
    "electrics": (30_000, 30_000, 3_000, 3_000, 0, 3_000, 12_000, 15_000, (27_000, 27_000)),
    "management": (20_000, 20_000, 10_000, 10_000, 8_000, 10_400, 0, 0, (10_000, 10_500)),
}
_CAUSES = {
    "roof": [{"cause": "rate", "amount": -4_200}, {"cause": "volume", "amount": -2_400}],
    "design": [{"cause": "scope", "amount": -1_200}],
}
CURVE = (14_000, 40_000, 82_000, 130_000, 176_000, 212_000, 232_000, 240_000)
REPORTED = ((13_000, 13_400), (36_000, 38_000), (74_000, 79_000))


def brief(**changes: Any) -> BudgetBrief:
    keys = ("original", "budget", "planned", "earned", "ledger", "actual", "committed", "outstanding", "to_go")
    packages = [
        {"id": name, "title": name.capitalize(), "match": [name], "causes": _CAUSES.get(name, ()), "source": "4-note"}
        | dict(zip(keys, figures, strict=True))
        for name, figures in _PACKAGES.items()
    ]
    months = [
        {"month": f"2028-{place + 1:02}", "planned": value}
        | (dict(zip(("earned", "actual"), REPORTED[place], strict=True)) if place < len(REPORTED) else {})
        for place, value in enumerate(CURVE)
    ]
    content: dict[str, Any] = {
        "data_date": "2028-04-30",
        "contingency": 18_000,
        "packages": packages,
        "months": months,
        "draws": [{"title": "Survey", "amount": 4_000, "approver": ["trustees"]}],
        "pending": [{"title": "Solar panels", "amount": 9_000}],
        "measures": ["cv", "cpi", "es"],
        "tolerance": [3, 5],
        "explain_cost": 1_000,
        "explain_schedule": 10_000,
    }
    return BudgetBrief.model_validate(content | changes)


BRIEF = brief()


def report(**changes: Any) -> dict[str, Any]:
    """A report with no fault in it. A key such as `L2.earned` changes one cell; `lines` and the like whole tables."""
    content: dict[str, Any] = {
        "data_date": "30 Apr 2028",
        "contingency_left": "14,000",
        "method": "estimate",
        "forecast": "250,200",
        "reason": "The dearer gang stays and the rot is cut out, so each package is estimated again.",
        "report_as": "exception",
        "statement": (
            "An exception: the forecast outturn is £250,200 against a current budget of £240,000. CPI is 0.94. "
            "Contingency left is £14,000. We ask the trustees on 9 May to accept it or to name a saving."
        ),
        "differences": "",
        "lines": [
            line("L1", "Design", "24,000", "24,000", "24,000", "25,200", "", "", "0"),
            line("L2", "Roof", "96,000", "72,000", "62.5%", "42,000", "24,600", "20,000", "18,000"),
            line("L3", "Heating", "70,000", "21,000", "21,000", "14,000", "7,000", "49,000", "0"),
            line("L4", "Electrics", "30,000", "3,000", "3,000", "0", "3,000", "12,000", "15,000"),
            line("L5", "Management", "20,000", "10,000", "10,000", "8,000", "2,400", "", "10,000"),
        ],
        "months": [month(place) for place in range(len(CURVE))],
        "causes": [
            cause("C1", "Design", "scope", "-1,200", "A second planning paper was asked for by the council."),
            cause("C2", "L2", "rate", "(4,200)", "The hired gang costs £475 a day instead of £400."),
            cause("C3", "roof", "volume", "-2,400", "Six more days, to cut out the rot in bays 3 and 4."),
            cause("C4", "Roof", "timing", "-12,000", "Two of twelve planned bays are not yet done."),
        ],
        "drawdown": [draw("D1", "3 Mar 2028", "Survey", "4,000", "Trustees")],
        "measures": [
            {"ref": "K1", "measure": "cv", "value": "-8,200"},
            {"ref": "K2", "measure": "cpi", "value": "0.94"},
            {"ref": "K3", "measure": "es", "value": "3.75"},
        ],
    }
    for key, value in changes.items():
        ref, _, column = key.partition(".")
        if column:
            row = next(
                row for table in content.values() if isinstance(table, list) for row in table if row["ref"] == ref
            )
            row[column] = value
        else:
            content[key] = value
    return content


def line(ref: str, *cells: str) -> dict[str, str]:
    keys = ("package", "budget", "planned", "earned", "invoiced", "accrual", "committed", "rest")
    return {"ref": ref} | dict(zip(keys, cells, strict=True))


def month(place: int) -> dict[str, str]:
    reported = (*REPORTED, (118_000, 126_200))
    earned, actual = (f"{each:,}" for each in reported[place]) if place < len(reported) else ("", "")
    return {
        "ref": f"M{place + 1}",
        "month": f"2028-{place + 1:02}",
        "planned": f"{CURVE[place]:,}",
        "earned": earned,
        "actual": actual,
    }


def cause(ref: str, package: str, driver: str, amount: str, explanation: str) -> dict[str, str]:
    return {"ref": ref, "package": package, "cause": driver, "amount": amount, "explanation": explanation}


def draw(ref: str, approved_on: str, change: str, amount: str, approved_by: str) -> dict[str, str]:
    return {"ref": ref, "approved_on": approved_on, "change": change, "amount": amount, "approved_by": approved_by}


def analysis(marking: BudgetBrief = BRIEF, **changes: Any) -> BudgetAnalysis:
    return analyse(Budget.model_validate(report(**changes)), marking)


def findings(key: str, marking: BudgetBrief = BRIEF, **changes: Any) -> list[Finding]:
    """What one check says of the report, whether or not earlier ones would block it."""
    check = next(each for each in KIND.checks if each.key == key)
    return list(check.run(analysis(marking, **changes), marking))


def told(key: str, marking: BudgetBrief = BRIEF, **changes: Any) -> str:
    """The same in words: place and message of each finding."""
    return "\n".join(f"{each.where}: {each.message}" for each in findings(key, marking, **changes))
