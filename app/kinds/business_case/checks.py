"""What a review of a business case is marked on, in the order in which it is told."""

from __future__ import annotations

from app.kinds.base import Check
from app.kinds.business_case.analysis import Review
from app.kinds.business_case.appraisal_checks import (
    bias_applied,
    figures_agree,
    flows_agree,
    options_complete,
    period_covered,
    readable,
    sunk_left_out,
    terms_right,
)
from app.kinds.business_case.judgement_checks import benefits_owned, recommendation_sound, tests_right, weakest_tested
from app.kinds.business_case.payload import BusinessCaseBrief
from app.kinds.business_case.review_checks import faults_explained, faults_found, no_false_alarms

CHECKS: tuple[Check[Review, BusinessCaseBrief], ...] = (
    Check("readable", "Everything can be read", readable),
    Check("options_complete", "Every option is compared", options_complete),
    Check("terms_right", "Prices and rates are of one kind", terms_right),
    Check("sunk_left_out", "Money already spent is left out", sunk_left_out),
    Check("bias_applied", "Capital allows for optimism", bias_applied),
    Check("period_covered", "Options are compared over the same years", period_covered),
    Check("flows_agree", "Cash flows agree with the papers", flows_agree),
    Check("figures_agree", "Stated figures are those of the cash flows", figures_agree, needs=("readable",)),
    Check("faults_found", "The draft’s faults are found", faults_found),
    Check("faults_explained", "Each fault can be acted on by the author", faults_explained),
    Check("no_false_alarms", "What is right is left alone", no_false_alarms),
    Check("benefits_owned", "Benefits have an owner and a measure", benefits_owned),
    Check("weakest_tested", "The weakest assumption is tested", weakest_tested),
    Check("tests_right", "Tests are worked out rightly", tests_right, needs=("readable",)),
    Check("recommendation_sound", "The recommendation follows", recommendation_sound),
)
