"""Which backups may go: the older they are, the fewer stay, and the newest stays always."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable
from datetime import datetime, timedelta
from itertools import groupby

DAILY, WEEKLY, MONTHLY = 12, 10, 9

COPIES = 5
"""How many copies from before an upgrade or a restore stay, whatever their age."""
COPY_DAYS = timedelta(days=30)


def superfluous(moments: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """Return the moments (in UTC) whose backups may go.

    All of today and yesterday stay, and what a wrong clock dated ahead. Of the days before the
    newest backup of each stays for 12 days, of what is older than these for 10 weeks, then for 9
    months. Days, weeks and months in which nothing was backed up do not count.
    """
    newest_first = sorted(set(moments), reverse=True)
    recent = {m for m in newest_first if m.date() >= now.date() - timedelta(days=1)}
    kept = recent | set(newest_first[:1])
    older = [m for m in newest_first if m not in kept]
    periods: tuple[tuple[int, Callable[[datetime], Hashable]], ...] = (
        (DAILY, datetime.date),
        (WEEKLY, lambda moment: moment.isocalendar()[:2]),
        (MONTHLY, lambda moment: (moment.year, moment.month)),
    )
    for count, period in periods:
        groups = [list(group) for _, group in groupby(older, period)]
        kept |= {group[0] for group in groups[:count]}
        older = [moment for group in groups[count:] for moment in group]
    return frozenset(moments) - kept


def superfluous_copies(moments: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """Return the moments whose copies from before an upgrade or a restore may go.

    The last five stay, and those of the last 30 days: the first of several restores in a row is
    the one that matters.
    """
    older = sorted(set(moments), reverse=True)[COPIES:]
    return frozenset(moment for moment in older if now - moment > COPY_DAYS)
