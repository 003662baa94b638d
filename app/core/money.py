"""Money as it is typed and as it is shown. Always Decimal pounds, to the penny."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

MOST = Decimal("1000000000")
_TYPED = re.compile(r"^(-)?£?(\d{1,3}(?:,\d{3})+|\d+)(\.\d{1,2})?(k)?$", re.IGNORECASE)


class NotMoney(ValueError):
    """What was typed is not an amount of money."""


def parse(text: str) -> Decimal:
    """Pounds from what a person types: `12000`, `£12,000`, `12k`, `1,250.50`, and whatever `show` writes.

    Raises `NotMoney`, in words for them.
    """
    found = _TYPED.match(text.replace(" ", "").replace("−", "-"))
    if found is None:
        raise NotMoney(f"“{text}” is not an amount. Type pounds, for example 12,000 or 1250.50.")
    minus, whole, pence, thousand = found.groups()
    amount = Decimal(whole.replace(",", "") + (pence or "")) * (1000 if thousand else 1)
    if amount > MOST:
        raise NotMoney(f"“{text}” is more than £1,000,000,000. Check the number of noughts.")
    return -amount if minus else amount


def show(amount: Decimal) -> str:
    """`£12,000`, `£1,250.50`, `−£300`: pence only when there are some."""
    penny = amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole = penny == penny.to_integral_value()
    text = f"{abs(penny):,.0f}" if whole else f"{abs(penny):,.2f}"
    return f"{'−' if penny < 0 else ''}£{text}"
