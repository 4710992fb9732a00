"""Picks the temperature to hold."""

from datetime import time

MORNING = time(5, 45)
EVENING = time(22, 30)
LEAD_PER_DEGREE = 14  # minutes of heating for one degree, measured in January
HOLIDAY_LIMIT = 60  # days; a longer absence has to be entered again


class NoSensorError(LookupError):
    """Neither the room nor the floor gives a value."""


def wanted(now: time, *, at_home: bool, comfort: float, economy: float) -> float:
    """Comfort by day when somebody is in, economy otherwise."""
    if at_home and MORNING <= now < EVENING:
        return comfort
    return economy


def start_early(current: float, target: float) -> int:
    """How many minutes before the time heating has to begin; never more than 150."""
    return min(150, round(max(0.0, target - current) * LEAD_PER_DEGREE))


def room_value(room: float | None, floor: float | None) -> float:
    """The room sensor goes first. The floor is taken with two degrees less."""
    if room is not None:
        return room
    if floor is None:
        raise NoSensorError("AT-77: no sensor answers")
    return floor - 2.0
