"""Limits that the table enforces."""

MAX_TOTAL_CENTS = 10_000_000
