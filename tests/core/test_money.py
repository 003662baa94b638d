"""Amounts as people type them and as pages show them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.core import money

STRANGE = (
    "1e3",
    "NaN",
    "inf",
    "$12",
    "12%",
    "=1+1",
    "0x10",
    "--1",
    "1,000,000,000.01",
    "2000000k",
    "9" * 5000,
    "1\n2x",
)


@pytest.mark.parametrize(
    ("typed", "pounds"),
    [
        ("0", "0"),
        ("12000", "12000"),
        ("12,000", "12000"),
        ("£12,000", "12000"),
        (" £ 12 000 ", "12000"),
        ("12k", "12000"),
        ("£1.5K", "1500"),
        ("1,250.50", "1250.50"),
        ("1250.5", "1250.5"),
        ("-300", "-300"),
        ("-£300", "-300"),
        ("−£300", "-300"),
        ("0.01", "0.01"),
        ("1,000,000,000", "1000000000"),
    ],
)
def test_what_is_read(typed, pounds):
    assert money.parse(typed) == Decimal(pounds)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "-",
        "£",
        "k",
        "twelve",
        "12.345",
        "1,2,3",
        "12,00",
        "1,0000",
        "1.2.3",
        "1e3",
        "NaN",
        "inf",
        "£-300",
        "12 m",
        *STRANGE,
    ],
)
def test_what_is_not_an_amount(typed):
    with pytest.raises(money.NotMoney) as refused:
        money.parse(typed)
    assert "“" in str(refused.value)


def test_too_much_is_said_to_be_too_much():
    with pytest.raises(money.NotMoney, match="more than £1,000,000,000"):
        money.parse("1000000001")


@pytest.mark.parametrize(
    ("pounds", "shown"),
    [
        ("0", "£0"),
        ("12000", "£12,000"),
        ("1250.5", "£1,250.50"),
        ("-300", "−£300"),
        ("-0.001", "£0"),
        ("0.005", "£0.01"),
        ("0.004", "£0"),
        ("-0.005", "−£0.01"),
        ("999.995", "£1,000"),
        ("1000000000", "£1,000,000,000"),
    ],
)
def test_what_is_shown(pounds, shown):
    assert money.show(Decimal(pounds)) == shown


@pytest.mark.parametrize("pounds", ["0", "1", "-1", "0.10", "12345.67", "-98765.43", "1000000000"])
def test_what_is_shown_can_be_typed_back(pounds):
    assert money.parse(money.show(Decimal(pounds))) == Decimal(pounds)
