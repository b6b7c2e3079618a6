"""What pages ask for while one works, over the example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from infoview_tui.domain.due import Habits
from infoview_tui.domain.followup import AdviceState, Side
from infoview_tui.domain.hosting import Answer
from infoview_tui.domain.interviews import Boot
from infoview_tui.domain.people import Stage, Tier
from infoview_tui.domain.preparation import GoalState, ItemState
from infoview_tui.domain.rhythm import USUAL_TIERS
from infoview_tui.services import (
    advice,
    brief,
    check_in,
    day,
    debrief,
    duplicates,
    facts,
    filters,
    goals,
    held,
    hosted,
    hosting,
    insights,
    interviews,
    introductions,
    letter_choice,
    letters,
    letters_list,
    library,
    lookup,
    meeting,
    merging,
    names,
    notes,
    people,
    people_list,
    people_many,
    person_page,
    points,
    prepare,
    promises,
    readiness,
    record,
    rehearsal,
    rhythm,
    sheet,
    shelf,
    silence,
    stages,
    suggestions,
    today,
    touch,
    trash,
)
from infoview_tui.services.people_many import Tags
from infoview_tui.storage.drafts import this_owner
from infoview_tui.storage.store import Store

DAY = timedelta(days=1)
ZONE = ZoneInfo("Europe/Lisbon")


def a(store: Store, table: str, place: int = 0, column: str = "id") -> int:
    """Return one of the rows of the example."""
    sql = f'select "{column}" from "{table}" where deleted_at is null order by id limit 1 offset ?'
    return int(store.db.execute(sql, [place]).fetchone()[0])


def person_named(store: Store, now: datetime) -> int:
    """Add somebody of whom nothing is known yet."""
    return people.add_person(store, now, name="Hana Sato")


def booked(store: Store, now: datetime, zone: ZoneInfo) -> int:
    """Book a talk for tomorrow."""
    person = a(store, "people", 2)
    return interviews.book(store, now, [person], starts_at=now + DAY, zone=str(zone))


def over_all(
    store: Store, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Open the places, and look for names."""
    yield "today", lambda: today.due_rows(store, now, zone)
    yield "today, listed", lambda: today.listed(store, now, zone, Habits())
    yield "people", lambda: people_list.people_rows(store, now, zone)
    yield "touch", lambda: touch.touch(store, now, zone, USUAL_TIERS)
    yield "tabs of touch", lambda: touch.touch_counts(store, now, zone, USUAL_TIERS)
    yield "introductions", lambda: introductions.network(store, now)
    yield "insights", lambda: insights.insights(store, now)
    yield "library", lambda: library.library(store, now)
    yield "threads", lambda: goals.goal_threads(store)
    yield "requests", lambda: hosted.asked_of_me(store)
    yield "give and take", lambda: hosting.give_back(store)
    yield "promises", lambda: promises.owed(store, 30)
    yield "letters", lambda: letters_list.letters_listed(store, 200)
    yield "trash", lambda: trash.in_trash(store)
    yield "practice", lambda: rehearsal.practice(store)
    yield "names", lambda: names.everybody(store)
    yield "a name in a note", lambda: names.offer(store, "Dan")
    yield "look-alikes", lambda: duplicates.look_alikes(store, "Dana Okafor")
    yield "all by name", lambda: people_list.ids_by_name(store)


def of_one(
    store: Store, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, Callable[[], object]]]:
    """Do what is about one person, one talk, one letter."""
    yield from _any_time(store, now)
    yield from _of_a_person(store, now, zone)
    yield from _before_a_talk(store, now, zone)
    yield from _in_a_talk(store, now, zone)
    yield from _after_a_talk(store, now, zone)
    yield from _as_host(store, now)


def _any_time(store: Store, now: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
    me = this_owner()

    def typing() -> None:
        with store.write_draft():
            store.drafts.keep(now, "note", "half the job", me)
            store.drafts.keep(now, "note", "half the job is", me)
        store.drafts.elsewhere("note", me)
        with store.write_draft():
            store.drafts.adopt("note", me)
            store.drafts.keep(now, "note", "", me)

    yield "look for news", store.revision
    yield "what runs", lambda: lookup.running_interview(store, now)
    yield "type", typing
    note, _where = notes.quick_note(store, now, "a plain thought")
    yield "quick note", lambda: notes.quick_note(store, now, "another")
    yield "inbox", lambda: store.notes.where("t.interview_id is null and t.person_id is null")
    person = a(store, "people")
    yield "file a note", lambda: notes.file_note(store, now, note.id, str(person), ZONE)
    yield "delete a note", lambda: notes.delete_note(store, now, note.id)
    yield "bring back", lambda: trash.bring_back(store, now, "notes", note.id)
    yield "filters", lambda: filters.saved_filters(store)
    yield "settings", lambda: store.setting("name")
    yield "points", lambda: points.all_points(store)


def _of_a_person(
    store: Store, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, Callable[[], object]]]:
    person, other = a(store, "people"), a(store, "people", 1)
    yield "person", lambda: person_page.person_page(store, now, person)
    new = person_named(store, now)
    yield "new person", lambda: person_page.person_page(store, now, new)
    yield "fields", lambda: store.people.change(now, person, phone="0123")
    yield "of a few", lambda: people_many.of_ids(store, [person, other])
    yield "tags", lambda: people_many.tag_people(store, now, [person], Tags(("new",), ("old",)))
    yield "log", lambda: people_many.log_contacts(store, now, [person, other], "met", now)
    yield "stage", lambda: stages.set_stages(store, now, {person: Stage.MET})
    yield "rhythm", lambda: rhythm.set_rhythm(store, now, person, Tier.A, None)
    yield "rest", lambda: rhythm.pause(store, now, person, on=True)
    yield "go on", lambda: rhythm.pause(store, now, person, on=False)
    yield "check-in", lambda: check_in.opening_for(store, person)
    yield "introducers", lambda: introductions.introducers(store, person)
    yield "merge, looked at", lambda: merging.preview(store, person, other)
    yield "merges", lambda: merging.merges_into(store, person)
    yield "kinds of letters", lambda: letter_choice.letter_that_fits(store, now, person)
    letter = letters.draft_letter(store, now, zone, "request_cold", new)
    yield "draft", lambda: letters.draft_letter(store, now, zone, "check_in", person)
    yield "letter", lambda: letters.letter_page(store, letter)
    yield "versions", lambda: letters.versions(store, letter)
    yield "sent", lambda: letters.mark_sent(store, now, letter)
    yield "silent", lambda: silence.still_silent(store, new)
    yield "answered", lambda: letters.mark_answered(store, now, letter)
    yield "not sent", lambda: letters.unmark_sent(store, now, letter)
    yield "no letter", lambda: letters.delete_letter(store, now, letter)
    yield "letter again", lambda: letters.restore_letter(store, now, letter)
    promise = promises.add_promise(store, now, person, Side.MINE, "send it", now.date())
    yield "promise", lambda: promises.add_promise(store, now, person, Side.MINE, "x", now.date())
    yield "kept", lambda: promises.keep(store, now, promise)
    yield "moved", lambda: promises.move(store, now, promise, now.date())
    yield "open promises", lambda: promises.count_open(store)
    told = a(store, "advice")
    yield "advice", lambda: advice.set_advice(store, now, told, AdviceState.DONE, "it works")
    thing = shelf.put_on_shelf(store, now, "https://example.org a list for museum")
    yield "give", lambda: shelf.give_by_hand(store, now, thing, person)
    yield "delete", lambda: people_many.delete_people(store, now, [person])
    yield "restore", lambda: people_many.restore_people(store, now, [person])


def _before_a_talk(
    store: Store, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, Callable[[], object]]]:
    talk = booked(store, now, zone)
    other = a(store, "people", 3)
    yield "book", lambda: interviews.book(store, now, [other], starts_at=now, zone=str(zone))
    yield "talk", lambda: interviews.interview(store, talk)
    it = interviews.interview(store, talk)
    yield "overlapping", lambda: interviews.overlapping(store, now, it)
    yield "ahead", lambda: prepare.ahead(store, now)
    yield "next talk", lambda: prepare.next_interview(store, now)
    goal = prepare.add_goal(store, now, talk, "Is a degree needed?")
    item = prepare.add_question(store, now, talk, "What would you study?", goal_id=goal)
    yield "preparation", lambda: prepare.preparation(store, talk)
    yield "readiness", lambda: readiness.ready_gates(store, now, talk)
    yield "goal", lambda: prepare.add_goal(store, now, talk, "How do people get in?")
    yield "goal's words", lambda: prepare.change_goal(store, now, goal, text="Is it?")
    yield "question", lambda: prepare.add_question(store, now, talk, "And then?", goal_id=goal)
    yield "question's words", lambda: prepare.change_item(store, now, item, text="What now?")
    yield "order", lambda: prepare.reorder(store, now, [item])
    yield (
        "no goal",
        lambda: prepare.restore_goal(store, now, goal, prepare.delete_goal(store, now, goal)),
    )
    yield "fact", lambda: facts.add_fact(store, now, talk, "Founded 1911", "its page")
    card = a(store, "talking_points")
    yield "card", lambda: points.choose(store, now, talk, card)
    yield "cards", lambda: rehearsal.deck(store, talk)
    yield "run", lambda: rehearsal.keep_run(store, now, card, 31, 30)
    yield "day", lambda: day.tick(store, now, talk, "confirmed", on=True)
    yield "brief", lambda: brief.brief(store, now, talk)
    yield "sheet", lambda: sheet.sheet(store, talk, zone)
    yield "off", lambda: interviews.cancel(store, now, talk)
    yield "on again", lambda: interviews.uncancel(store, now, talk)


def _in_a_talk(
    store: Store, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, Callable[[], object]]]:
    talk = booked(store, now, zone)
    item = prepare.add_question(store, now, talk, "What would you study?")
    boot = Boot("this run", now)
    note = 0
    yield "start", lambda: meeting.start(store, now, talk, boot)
    yield "live", lambda: meeting.live(store, talk)
    for line in ("a note", '" half of it is letters', "> send the list", "< a form", "+ try it"):

        def write(line: str = line) -> None:
            nonlocal note
            note = notes.capture(store, now, line, interview_id=talk, zone=zone).id

        yield f"write {line[0]}", write
    yield "question done", lambda: meeting.tick(store, now, talk, item, ItemState.ASKED)
    yield "current", lambda: meeting.set_current(store, now, talk, item)
    yield "pause", lambda: meeting.pause(store, now, talk, True)
    yield "continue", lambda: meeting.pause(store, now, talk, False)
    yield "take up", lambda: meeting.take_up(store, now, talk, boot)
    yield "another note", lambda: notes.edit_note(store, now, note, "+ try it twice", zone)
    yield "take out", lambda: notes.delete_note(store, now, note)
    yield "put back", lambda: notes.restore_note(store, now, note)
    yield "end", lambda: meeting.end(store, now + DAY / 48, talk, zone)
    yield "reopen", lambda: meeting.reopen(store, now + DAY / 48, talk, boot)


def _after_a_talk(
    store: Store, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[str, Callable[[], object]]]:
    talk = booked(store, now, zone)
    goal = prepare.add_goal(store, now, talk, "Is a degree needed?")
    begun, ended = now - DAY, now - DAY + DAY / 48
    yield "held", lambda: held.held(store, now, talk, begun, ended, zone)
    yield "debrief", lambda: debrief.debrief(store, talk)
    yield "answer", lambda: debrief.answer(store, now, talk, 1, "That it is half letters.")
    yield "cards in it", lambda: rehearsal.cards_in(store, talk)
    yield "goal reached", lambda: prepare.change_goal(store, now, goal, state=GoalState.ANSWERED)
    yield "finish", lambda: debrief.finish(store, now, talk)
    yield "thanks", lambda: letters.draft_thanks(store, now, zone, talk)
    yield "record", lambda: record.record(store, talk)
    yield "write up", lambda: notes.capture(store, now, "a note", interview_id=talk, zone=zone)


def _as_host(store: Store, now: datetime) -> Iterator[tuple[str, Callable[[], object]]]:
    talk = a(store, "requests", column="interview_id")
    yield "open requests", lambda: hosting.open_requests(store)
    yield "yes", lambda: hosting.answer(store, now, talk, Answer.ACCEPTED)
    yield "their words", lambda: hosting.edit_request(store, now, talk, body="How you began")
    yield "suggested", lambda: suggestions.suggested(store, talk)
    person = a(store, "people")
    yield "suggest", lambda: suggestions.suggest(store, now, talk, person)
    yield "no request", lambda: hosting.delete_request(store, now, talk)
    yield "request again", lambda: hosting.restore_request(store, now, talk)
