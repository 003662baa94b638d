"""One piece of workplace evidence for each duty, for apprentices of the demonstration who are past it."""

from __future__ import annotations

#: Title and account, duty 1 to 14.
DUTY_PIECES = (
    (
        "Life cycle note for the store room project",
        "Why we chose two stages with a gate between, and who decides at it.",
    ),
    (
        "Review of the lighting business case",
        "I recalculated the payback, found a saving counted twice and said what to do.",
    ),
    (
        "Stakeholder plan for the depot move",
        "Who is affected, what each needs to hear, when and from whom; agreed with the sponsor.",
    ),
    (
        "Scope statement, ward signage",
        "What is in and out, how each deliverable is accepted, and the three changes since.",
    ),
    (
        "Stage plan with logic, pump replacement",
        "Forty activities linked on our calendar, with the two that drive the date explained.",
    ),
    (
        "Resource plan for the summer shutdown",
        "Fitters were over-booked in week 3; I levelled the plan and showed what it cost in days.",
    ),
    (
        "Inspection records, loading bay floor",
        "Criteria with tolerances, who tested, what failed and how it was put right.",
    ),
    (
        "Risk register, signalling cabin refit",
        "Cause, event and effect for eleven risks, with owners who act; two have closed.",
    ),
    (
        "Gate 2 paper, packaging line",
        "The decision asked for in the first line, three options and their cost; approved as written.",
    ),
    (
        "Budget report, period 7",
        "Spend, commitments and forecast by package, with the cause of each variance over £2,000.",
    ),
    (
        "Dashboard for the clinic moves",
        "Five measures from raw data that I check each Friday, with the base under each figure.",
    ),
    (
        "Change log, platform canopy",
        "Nine changes assessed for time, cost and carbon, decided at the right level.",
    ),
    (
        "Lessons review, warehouse racking",
        "Four lessons with causes and owners; one is already in the order template.",
    ),
    (
        "Benefits profile, low-energy pumps",
        "Baseline, target and owner for three benefits, with the carbon worked out.",
    ),
)
STATEMENTS = (
    "The document is mine; section 2 shows it.",
    "I did this on my own project and explained it to the team.",
    "The second page shows how I worked it out and who agreed.",
)
