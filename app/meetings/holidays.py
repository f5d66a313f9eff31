"""Dutch public holidays, worked out for any year."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

SATURDAY = 5


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian ``year``.

    The anonymous Gregorian algorithm: Nature, 20 April 1876, p. 487; J. Meeus, Astronomical Algorithms (1991), ch. 8.
    """
    golden = year % 19
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - correction + 15) % 30
    leap_years, odd_years = divmod(of_century, 4)
    to_sunday = (32 + 2 * rest + 2 * leap_years - epact - odd_years) % 7
    shift = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of ``year`` and Good Friday, which the law puts on a level with them.

    Algemene termijnenwet, article 3 (https://wetten.overheid.nl/BWBR0002448/). King's Day is a day earlier when
    27 April is a Sunday.
    """
    sunday = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() > SATURDAY:
        kings_day -= timedelta(days=1)
    moving = (sunday + timedelta(days=days) for days in (-2, 0, 1, 39, 49, 50))
    fixed = (date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26))
    return frozenset({*moving, *fixed})


def is_working_day(day: date) -> bool:
    """Whether people can be asked to a meeting on ``day``."""
    return day.weekday() < SATURDAY and day not in public_holidays(day.year)
