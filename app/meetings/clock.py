"""Between the clock on the wall in Amsterdam, which people plan by, and UTC, which is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def on_the_wall(moment: datetime) -> datetime:
    """A moment as the clock on the wall shows it, without time zone."""
    return moment.astimezone(AMSTERDAM).replace(tzinfo=None)


def kept(day: date, at: time) -> datetime:
    """The moment in UTC at which the clock on the wall shows ``at`` on ``day``."""
    return datetime.combine(day, at, AMSTERDAM).astimezone(UTC)


def today() -> date:
    """The date in Amsterdam."""
    return datetime.now(AMSTERDAM).date()
