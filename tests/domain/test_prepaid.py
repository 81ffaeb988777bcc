"""Prepaid blocks: paid $1,360.00, 9:15 at $85: +$573.75; at 17:00: -$85.00."""

from datetime import date

from mmtui.domain.prepaid import INVOICE, PAYMENT, MoneyRow, Rate, balance_cents, block_cents, derived_minutes

RATES = (Rate(date(2026, 1, 1), 8500),)
PAID = (MoneyRow(date(2026, 1, 1), PAYMENT, 136000),)
DAY = date(2026, 2, 1)


def test_the_balance_of_a_block() -> None:
    assert balance_cents(PAID, [(DAY, 555)], RATES, DAY) == 57375
    assert balance_cents(PAID, [(DAY, 1020)], RATES, DAY) == -8500


def test_hours_are_derived_at_the_current_rate() -> None:
    assert derived_minutes(57375, 8500) == 405
    assert derived_minutes(-8500, 8500) == -60


def test_work_is_priced_at_the_rate_of_its_day() -> None:
    rates = (*RATES, Rate(date(2026, 2, 1), 9000))
    assert balance_cents(PAID, [(date(2026, 1, 31), 60), (DAY, 60)], rates, DAY) == 136000 - 8500 - 9000


def test_other_invoices_are_taken_off() -> None:
    money = (*PAID, MoneyRow(DAY, INVOICE, 10000))
    assert balance_cents(money, [], RATES, DAY) == 126000


def test_low_is_measured_from_the_last_payment() -> None:
    money = (*PAID, MoneyRow(DAY, PAYMENT, 85000))
    assert block_cents(money, [(date(2026, 1, 10), 600), (DAY, 60)], RATES, DAY) == 136000 - 85000 + 85000
