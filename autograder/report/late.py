"""Take off for late work, by rules that stand on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

DAYS, TIMES = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"), ("", ":%S", ":%S.%f")
FORMS = ("%Y-%m-%d", *(day + time for day in DAYS for time in TIMES))


@dataclass(frozen=True)
class LateRules:
    """How much a late submission loses.

    Args:
        due: the moment until which it is in time; None for no rules.
        grace: hours after it that still count as in time.
        per_day: the part of the points that each begun day costs, 0 to 1.
        most: the largest part that can be lost, 0 to 1.
    """

    due: datetime | None = None
    grace: float = 0.0
    per_day: float = 0.0
    most: float = 1.0

    def part_lost(self, timestamp: str) -> float:
        """Return the part of the points that is lost, 0 where nothing says when it came.

        Args:
            timestamp: when it was handed in, as nbgrader writes it, "" when nothing says it.

        >>> rules = LateRules(datetime(2026, 11, 30, 12, tzinfo=UTC), grace=2, per_day=0.1, most=0.25)
        >>> [rules.part_lost(f"2026-{day} 13:00:00 UTC") for day in ("11-30", "12-01", "12-02", "12-09")]
        [0.0, 0.2, 0.25, 0.25]
        """
        came = moment(timestamp)
        if self.due is None or came is None:
            return 0.0
        late = came - self.due
        if late <= timedelta(hours=self.grace):
            return 0.0
        days = -(-late // timedelta(days=1))
        return min(days * self.per_day, self.most)


def moment(text: str) -> datetime | None:
    """Read a moment; without a zone it is UTC, as nbgrader's are. None when it cannot be read.

    >>> moment("2026-11-30 13:00:00.25 UTC").isoformat()
    '2026-11-30T13:00:00.250000+00:00'
    """
    plain = text.strip().removesuffix("UTC").removesuffix("Z").strip()
    for form in FORMS:
        try:
            return datetime.strptime(plain, form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
