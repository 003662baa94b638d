"""Programmes: the occupational standard, cohorts, and each apprenticeship with its baseline."""
