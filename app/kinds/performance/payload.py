"""What a performance report is, as typed: its measures, the faults found in the data, and the words around them."""

from __future__ import annotations

from app.kinds.base import Cell, Payload, Prose


class MeasureRow(Payload):
    """One measure as typed. Figures are in the row's own unit; a value may be a share such as `47 of 50`."""

    ref: Cell = ""
    measure: Prose = ""
    definition: Prose = ""
    source: Cell = ""
    timing: Cell = ""
    owner: Cell = ""
    base: Cell = ""
    value: Cell = ""
    unit: Cell = ""
    direction: Cell = ""
    target: Cell = ""
    green: Cell = ""
    amber: Cell = ""
    rag: Cell = ""
    last: Cell = ""
    data_to: Cell = ""
    comment: Prose = ""


class DataFaultRow(Payload):
    """One fault in the raw data: where it is, what is wrong, and what was done about it."""

    ref: Cell = ""
    file: Cell = ""
    record: Cell = ""
    nature: Cell = ""
    treatment: Cell = ""
    why: Prose = ""


class PerformanceReport(Payload):
    """A report of one period. `data_date` is the day up to which all data runs, but where a row says otherwise."""

    period: Cell = ""
    data_date: Cell = ""
    summary: Prose = ""
    decision: Prose = ""
    measures: tuple[MeasureRow, ...] = ()
    data_faults: tuple[DataFaultRow, ...] = ()
