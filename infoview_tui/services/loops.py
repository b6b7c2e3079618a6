"""Who is to hear that one met somebody they named: the one rule of Today, the tree and a letter."""

from __future__ import annotations

# Whom I named to a seeker was not named to me. Of the talks after the naming the first counts: it
# is what there is to tell. A letter that closes the loop tells it, and so does a logged contact.
NAMINGS = """
select n.id, n.introducer_id, n.person_id, n.may_mention, n.named_at, n.interview_id, n.met_at,
    exists (select 1 from letters l where l.person_id = n.introducer_id and l.kind = 'close_loop'
        and l.deleted_at is null and l.sent_at >= n.met_at)
    or exists (select 1 from contacts c where c.person_id = n.introducer_id
        and c.deleted_at is null and c.at >= n.met_at) as told
from (
    select t.id, t.introducer_id, t.person_id, t.may_mention,
        coalesce(w.at, t.created_at) as named_at, i.id as interview_id, min(i.ended_at) as met_at
    from introductions t
    left join interviews h on h.id = t.interview_id
    left join notes w on w.id = t.note_id
    left join interview_people ip on ip.person_id = t.person_id
    left join interviews i on i.id = ip.interview_id and i.deleted_at is null
        and i.cancelled_at is null and coalesce(i.host, 0) = 0
        and i.ended_at >= coalesce(w.at, t.created_at)
    where t.deleted_at is null and coalesce(h.host, 0) = 0
    group by t.id
) n
"""
"""Every introduction to me, with the talk (`interview_id`) and when it ended, if there was one,
and whether the introducer was told since. SQLite takes the talk from the row of the first end."""

OWED = f"""
select o.* from ({NAMINGS}) o
join people b on b.id = o.introducer_id and b.deleted_at is null
join people p on p.id = o.person_id and p.deleted_at is null
where o.met_at is not null and not o.told
"""
"""Those of which the introducer has still to hear."""
