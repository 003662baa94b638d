"""What a performance report is marked on, in the order in which it is told."""

from __future__ import annotations

from app.kinds.base import Check
from app.kinds.performance.analysis import Report
from app.kinds.performance.fault_checks import faults_found, faults_real, treatments_said
from app.kinds.performance.key import PerformanceBrief
from app.kinds.performance.narrative import narrative_agrees
from app.kinds.performance.value_checks import (
    bases_right,
    data_dates_stated,
    last_period_agrees,
    lead_and_lag,
    measures_described,
    measures_included,
    no_data_grey,
    rag_follows,
    readable,
    thresholds_agreed,
    values_agree,
)
from app.kinds.performance.word_checks import decision_asked, names_kept_out, reds_told

_TABLE = ("readable", "measures_included")

CHECKS: tuple[Check[Report, PerformanceBrief], ...] = (
    Check("readable", "Everything typed can be read", readable),
    Check("measures_included", "Every measure of the framework is there", measures_included),
    Check("measures_described", "Each measure says what it is and whose it is", measures_described),
    Check("lead_and_lag", "Measures look ahead and back", lead_and_lag, needs=_TABLE),
    Check("faults_found", "The faults in the data are found", faults_found, needs=("readable",)),
    Check("faults_real", "What is listed is a fault", faults_real, needs=("readable",)),
    Check("treatments_said", "Each fault has a treatment and a reason", treatments_said, needs=("readable",)),
    Check("values_agree", "Values follow from the data", values_agree, needs=_TABLE),
    Check("bases_right", "Each value stands on its base", bases_right, needs=_TABLE),
    Check("thresholds_agreed", "Targets and tolerances are those agreed", thresholds_agreed, needs=_TABLE),
    Check("rag_follows", "Each colour follows from its figures", rag_follows, needs=_TABLE),
    Check("no_data_grey", "No data is grey", no_data_grey, needs=_TABLE),
    Check("last_period_agrees", "Last period’s figures are comparable", last_period_agrees, needs=_TABLE),
    Check("data_dates_stated", "Data dates are stated", data_dates_stated, needs=_TABLE),
    Check("reds_told", "The summary tells what is red", reds_told),
    Check("narrative_agrees", "Words and table agree", narrative_agrees, needs=("readable",)),
    Check("names_kept_out", "Nobody in the data is named", names_kept_out, needs=("measures_included",)),
    Check("decision_asked", "A decision is asked for", decision_asked),
)
