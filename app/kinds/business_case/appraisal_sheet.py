"""The appraisal as a sheet of live formulas: change an amount in the sheet of cash flows, and discount factors, present
values, net present values and ratios follow.

Every formula is made here from row and column numbers. What people typed is written as text, never as a formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from app.engines.discount_rates import STANDARD
from app.engines.exact import rounded
from app.kinds import sheets
from app.kinds.business_case.analysis import Review, inflation_of
from app.kinds.business_case.columns import EDITOR, FLOWS
from app.kinds.business_case.payload import StreamType
from app.kinds.business_case.reading import Flow, Option

NAME = "Appraisal"
#: Rows of the sheet, from 0.
_TITLE, _BIAS, _INFLATION, _YEARS, _RATES, _FACTORS, _FIRST = 0, 1, 2, 4, 5, 6, 8
#: The columns of a flow: reference, name, type, amount; then its years.
_REF, _STREAM, _TYPE, _AMOUNT, _YEAR_0 = 0, 1, 2, 3, 4
_BIAS_CELL, _INFLATION_CELL = "$D$2", "$D$3"


@dataclass
class _Sheet:
    """A sheet being written, with its formats, and the row that is next."""

    sheet: Any
    formats: Mapping[str, Any]
    last_year: int
    row: int = _FIRST

    @property
    def last_column(self) -> int:
        return _YEAR_0 + self.last_year

    def across(self, row: int) -> str:
        """The years of one row as a range: `E7:AI7`."""
        return f"{xl_rowcol_to_cell(row, _YEAR_0)}:{xl_rowcol_to_cell(row, self.last_column)}"

    def formula(self, row: int, column: int, words: str, value: Fraction | None, style: str = "money") -> None:
        """A formula, and the value that it has now, for programs that show a file without working it out."""
        shown = "n/a" if value is None else rounded(value, 6)
        self.sheet.write_formula(row, column, words, self.formats[style], shown)


def add_sheet(book: Any, review: Review) -> None:
    """Add the sheet to a workbook that has the sheets of the grids."""
    styles = {
        "text": book.add_format({"text_wrap": True}),
        "bold": book.add_format({"bold": True}),
        "money": book.add_format({"num_format": "#,##0;[Red]-#,##0"}),
        "total": book.add_format({"num_format": "#,##0;[Red]-#,##0", "bold": True, "top": 1}),
        "factor": book.add_format({"num_format": "0.0000"}),
        "percent": book.add_format({"num_format": "0.00%"}),
        "ratio": book.add_format({"num_format": "0.00", "bold": True}),
    }
    out = _Sheet(book.add_worksheet(NAME), styles, len(review.factors) - 1)
    out.sheet.set_column(_STREAM, _STREAM, 40)
    out.sheet.set_column(_TYPE, _AMOUNT, 14)
    out.sheet.freeze_panes(_FACTORS + 1, _YEAR_0)
    _terms(out, review)
    amounts = _amount_cells(review)
    for option in review.options:
        _option(out, review, option, amounts)


def _terms(out: _Sheet, review: Review) -> None:
    rates, inflation = review.terms.rates or STANDARD, inflation_of(review.terms)
    title = (
        f"Worked out from the sheet {_flows_sheet()}. Discount rates: {rates.title} ({rates.published_on.isoformat()})"
    )
    out.sheet.write_string(_TITLE, _REF, title, out.formats["bold"])
    for row, words, share in ((_BIAS, "Optimism bias", review.bias), (_INFLATION, "Inflation in the rate", inflation)):
        out.sheet.write_string(row, _STREAM, words)
        out.sheet.write_number(row, _AMOUNT, rounded(share, 8), out.formats["percent"])
    for row, words in ((_YEARS, "Year"), (_RATES, "Real discount rate"), (_FACTORS, "Discount factor")):
        out.sheet.write_string(row, _STREAM, words, out.formats["bold"])
    for year, factor in enumerate(review.factors):
        column = _YEAR_0 + year
        out.sheet.write_number(_YEARS, column, year, out.formats["bold"])
        out.sheet.write_number(_RATES, column, rounded(rates.rate(year), 8), out.formats["percent"])
        if not year:
            out.sheet.write_number(_FACTORS, column, 1, out.formats["factor"])
            continue
        before, rate = xl_rowcol_to_cell(_FACTORS, column - 1), xl_rowcol_to_cell(_RATES, column)
        out.formula(_FACTORS, column, f"={before}/((1+{rate})*(1+{_INFLATION_CELL}))", factor, "factor")


def _option(out: _Sheet, review: Review, option: Option, amounts: Mapping[str, str]) -> None:
    """The flows of one option, then its sums by year, and what they are worth."""
    flows = review.flows_of(option.ref)
    if not flows:
        return
    out.sheet.write_string(out.row, _REF, option.ref, out.formats["bold"])
    out.sheet.write_string(out.row, _STREAM, option.name, out.formats["bold"])
    out.row += 1
    rows: dict[StreamType | None, list[int]] = {each: [] for each in StreamType}
    for flow in flows:
        rows.setdefault(flow.type, []).append(out.row)
        _flow(out, flow, amounts.get(flow.ref, ""))
    own = review.appraisals[option.ref]
    costs = _sums(out, "Costs, with optimism bias", _cost_formula(rows), own.costs)
    benefits = _sums(out, "Benefits", _plus(rows[StreamType.BENEFIT]), own.benefits)
    factors = out.across(_FACTORS).replace(str(_FACTORS + 1), f"${_FACTORS + 1}")
    worth: list[int] = []
    for words, row, value in (("PV costs", costs, own.pv_costs), ("PV benefits", benefits, own.pv_benefits)):
        out.sheet.write_string(out.row, _STREAM, words)
        out.formula(out.row, _AMOUNT, f"=SUMPRODUCT({out.across(row)},{factors})", value)
        worth.append(out.row)
        out.row += 1
    pv_costs, pv_benefits = (xl_rowcol_to_cell(row, _AMOUNT) for row in worth)
    out.sheet.write_string(out.row, _STREAM, "Net present value", out.formats["bold"])
    out.formula(out.row, _AMOUNT, f"={pv_benefits}-{pv_costs}", own.npv, "total")
    out.sheet.write_string(out.row + 1, _STREAM, "Benefit-cost ratio", out.formats["bold"])
    out.formula(out.row + 1, _AMOUNT, f'=IF({pv_costs}=0,"n/a",{pv_benefits}/{pv_costs})', own.bcr, "ratio")
    out.row += 3


def _flow(out: _Sheet, flow: Flow, amount: str) -> None:
    """One flow: its amount from the sheet of cash flows, and the amount, grown, in each of its years."""
    out.sheet.write_string(out.row, _REF, flow.ref)
    out.sheet.write_string(out.row, _STREAM, flow.stream, out.formats["text"])
    out.sheet.write_string(out.row, _TYPE, flow.type.capitalize() if flow.type else "")
    out.formula(out.row, _AMOUNT, amount.replace("{}", str(out.row + 1)), flow.amount)
    cell = f"${xl_col_to_name(_AMOUNT)}{out.row + 1}"
    for year, value in flow.by_year().items():
        steps = year - flow.years[0]
        grown = f"*{rounded(1 + flow.growth, 8)}^{steps}" if flow.growth and steps else ""
        out.formula(out.row, _YEAR_0 + year, f"={cell}{grown}", value)
    out.row += 1


def _sums(out: _Sheet, words: str, formula: str, values: Sequence[Fraction]) -> int:
    """A row of sums by year; `formula` holds `{}` where the column's letters go. Returns the row."""
    out.sheet.write_string(out.row, _STREAM, words)
    for year, value in enumerate(values):
        out.formula(out.row, _YEAR_0 + year, "=" + formula.replace("{}", xl_col_to_name(_YEAR_0 + year)), value)
    out.row += 1
    return out.row - 1


def _cost_formula(rows: Mapping[StreamType | None, Sequence[int]]) -> str:
    return f"({_plus(rows[StreamType.CAPITAL])})*(1+{_BIAS_CELL})+{_plus(rows[StreamType.RUNNING])}"


def _plus(rows: Sequence[int]) -> str:
    """The sum of some rows of a column; rows of one type need not lie together."""
    return f"SUM({','.join(f'{{}}{row + 1}' for row in rows)})" if rows else "0"


def _flows_sheet() -> str:
    return dict(zip((grid.key for grid in EDITOR.grids), sheets.sheet_names(EDITOR), strict=True))[FLOWS.key]


def _amount_cells(review: Review) -> dict[str, str]:
    """By flow, the formula that reads its amount, typed with or without £ and commas, from the sheet of cash flows.

    Rows stand there in the order of the payload, so a flow is looked for by its reference. What is typed as `12k` is
    left as the number it is.
    """
    sheet = f"'{_flows_sheet()}'"
    amount = xl_col_to_name(1 + [column.key for column in FLOWS.columns].index("amount"))
    found: dict[str, str] = {}
    for flow in review.flows:
        looked = f"INDEX({sheet}!${amount}:${amount},MATCH($A{{}},{sheet}!$A:$A,0))"
        plain = f'SUBSTITUTE(SUBSTITUTE({looked},"£",""),",","")'
        found[flow.ref] = f"=IFERROR(VALUE({plain}),{rounded(flow.amount or Fraction(0), 2)})"
    return found
