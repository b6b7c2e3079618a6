from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from infoview_tui.domain.due import Due, Kind
from infoview_tui.domain.followup import Side
from infoview_tui.domain.hosting import Answer, GiveBack
from infoview_tui.domain.interviews import Status
from infoview_tui.domain.notes import NoteKind
from infoview_tui.errors import AmbiguousError, ConflictError, RefusedError
from infoview_tui.services import hosting, letter_choice, letters, meeting, suggestions
from infoview_tui.services.debrief import debrief, finish
from infoview_tui.services.hosted import asked_of_me, hosted
from infoview_tui.services.hosting import Logged, answer, give_back, log_request
from infoview_tui.services.interviews import book, edit_interview
from infoview_tui.services.notes import capture, delete_note, edit_note
from infoview_tui.services.people import add_person, delete_person
from infoview_tui.services.people_list import people_rows
from infoview_tui.services.people_many import log_contacts
from infoview_tui.services.points import add_card, choose
from infoview_tui.services.prepare import add_question, ahead
from infoview_tui.services.sheet import sheet, sheet_text
from infoview_tui.services.today import due_rows
from infoview_tui.storage.store import Store

ZONE = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def log(store: Store, name: str = "Zofia Nowak", at: datetime = NOW) -> Logged:
    return log_request(store, at, str(ZONE), name, "if museum work pays a rent", "by e-mail")


@pytest.fixture
def zofia(store: Store) -> Logged:
    return log(store)


def requests(store: Store, now: datetime = NOW) -> list[Due]:
    return [row for row in due_rows(store, now, ZONE) if row.kind is Kind.REQUEST]


def status(store: Store, of: Logged) -> Status:
    return store.interviews.get(of.interview_id).status(NOW)


def held(store: Store, of: Logged, *lines: str, at: datetime = NOW) -> None:
    meeting.start(store, at, of.interview_id)
    for line in lines:
        capture(store, at, line, interview_id=of.interview_id, person_id=of.person_id)
    meeting.end(store, at + HOUR / 3, of.interview_id, ZONE)


def test_a_request_makes_the_talk_and_the_person_and_all_of_it_is_taken_back(
    store: Store, zofia: Logged
) -> None:
    [asked] = asked_of_me(store)
    assert asked.interview.host
    assert asked.interview.who == "Zofia Nowak"
    assert (asked.answer, asked.body) == (Answer.OPEN, "if museum work pays a rent")
    assert status(store, zofia) is Status.ASKED
    # What I host is not for Prepare.
    assert ahead(store, NOW) == ()
    hosting.unlog_request(store, NOW, zofia)
    assert asked_of_me(store) == ()
    assert store.people.where() == ()


def test_a_known_person_is_found_and_stays(store: Store) -> None:
    known = add_person(store, NOW, name="Zofia Nowak")
    logged = log(store, "nowak")
    assert (logged.person_id, logged.new_person) == (known, False)
    hosting.unlog_request(store, NOW, logged)
    assert store.people.get(known)
    add_person(store, NOW, name="Jan Nowak")
    with pytest.raises(AmbiguousError, match="2 people"):
        log(store, "nowak")
    for name, body in (("", "x"), ("Ann", " "), ("Ann", "x" * 2001)):
        with pytest.raises(RefusedError):
            log_request(store, NOW, "UTC", name, body)
    assert len(store.interviews.where()) == 0


def test_an_answer_moves_the_talk_and_is_taken_back(store: Store, zofia: Logged) -> None:
    id = zofia.interview_id
    for said, expected in (
        (Answer.ACCEPTED, Status.ASKED),
        (Answer.OTHER_TIME, Status.ASKED),
        (Answer.PASSED_ON, Status.CANCELLED),
        (Answer.NOT_NOW, Status.CANCELLED),
    ):
        before = answer(store, NOW, id, said)
        assert status(store, zofia) is expected
        assert asked_of_me(store)[0].answer is said
        hosting.unanswer(store, NOW, before)
        assert (status(store, zofia), asked_of_me(store)[0].answer) == (Status.ASKED, Answer.OPEN)


def test_a_time_agreed_on_is_the_yes_however_it_is_booked(store: Store, zofia: Logged) -> None:
    id = zofia.interview_id
    answer(store, NOW, id, Answer.NOT_NOW)
    undo = hosting.agree_on(store, NOW, id, NOW + DAY, "Europe/Lisbon")
    assert (status(store, zofia), asked_of_me(store)[0].answer) == (Status.BOOKED, Answer.ACCEPTED)
    hosting.disagree(store, NOW, *undo)
    assert status(store, zofia) is Status.CANCELLED
    assert asked_of_me(store)[0].answer is Answer.NOT_NOW
    edit_interview(store, NOW, id, None, starts_at=NOW + DAY)
    assert (status(store, zofia), asked_of_me(store)[0].answer) == (Status.BOOKED, Answer.ACCEPTED)
    answer(store, NOW, id, Answer.OTHER_TIME)
    edit_interview(store, NOW, id, None, starts_at=NOW + 2 * DAY)
    assert asked_of_me(store)[0].answer is Answer.OTHER_TIME


def test_a_talk_booked_at_once_needs_no_request(store: Store) -> None:
    person = add_person(store, NOW, name="Zofia")
    id = book(store, NOW, [person], starts_at=NOW + DAY, zone="UTC", host=True)
    page = hosted(store, NOW, id)
    assert (page.asked.request, page.asked.answer, page.asked.body) == (None, Answer.ACCEPTED, "")
    hosting.edit_request(store, NOW, id, body="pay")
    assert hosted(store, NOW, id).asked.answer is Answer.ACCEPTED
    with pytest.raises(ConflictError):
        hosting.edit_request(store, NOW, id, seen={"body": "rent"}, body="hours")
    with pytest.raises(RefusedError, match="What do they want"):
        hosting.edit_request(store, NOW, id, body=" ")


def test_what_was_held_stays(store: Store, zofia: Logged) -> None:
    held(store, zofia)
    with pytest.raises(RefusedError, match="begun"):
        answer(store, NOW, zofia.interview_id, Answer.NOT_NOW)
    with pytest.raises(RefusedError, match="begun"):
        hosting.delete_request(store, NOW, zofia.interview_id)


def test_a_deleted_request_comes_back_with_its_talk(store: Store, zofia: Logged) -> None:
    hosting.delete_request(store, NOW, zofia.interview_id)
    assert asked_of_me(store) == ()
    assert requests(store) == []
    hosting.restore_request(store, NOW, zofia.interview_id)
    assert asked_of_me(store)[0].body


def test_today_follows_a_request_from_the_answer_to_the_talk(store: Store, zofia: Logged) -> None:
    id = zofia.interview_id
    [row] = requests(store)
    assert (row.what, row.interview_id) == ("Answer Zofia Nowak", id)
    answer(store, NOW, id, Answer.ACCEPTED)
    assert [row.what for row in requests(store)] == ["Book Zofia Nowak"]
    edit_interview(store, NOW, id, None, starts_at=NOW + DAY)
    [row] = due_rows(store, NOW, ZONE)
    # No word the day before: they asked, so they confirm.
    assert (row.kind, row.why, row.more) == (Kind.MEETING, "you host, 20 min", "ready 1/4")
    assert people_rows(store, NOW, ZONE)[0].stage == "host"


def test_a_no_is_on_today_until_they_know(store: Store, zofia: Logged) -> None:
    answer(store, NOW, zofia.interview_id, Answer.NOT_NOW)
    assert [row.what for row in requests(store)] == ["Tell Zofia your answer"]
    log_contacts(store, NOW + HOUR, [zofia.person_id], "said so on the phone", NOW + HOUR)
    assert requests(store, NOW + 2 * HOUR) == []


def test_people_who_are_gone_leave_no_row(store: Store, zofia: Logged) -> None:
    delete_person(store, NOW, zofia.person_id)
    assert requests(store) == []


def test_a_month_after_the_talk_it_is_asked_once(store: Store, zofia: Logged) -> None:
    held(store, zofia)
    finish(store, NOW + HOUR, zofia.interview_id)
    assert due_rows(store, NOW + HOUR, ZONE) == ()
    later = NOW + 31 * DAY
    assert [row.what for row in requests(store, later)] == ["Ask Zofia how it went"]
    log_contacts(store, later, [zofia.person_id], "she got in", later)
    assert requests(store, later + HOUR) == []


# The letters.


def test_the_letter_of_a_yes_has_the_time_and_sending_it_is_an_answer(
    store: Store, zofia: Logged
) -> None:
    kind, about = letter_choice.letter_that_fits(store, NOW, zofia.person_id)
    assert (kind, about) == ("yes", zofia.interview_id)
    draft = letters.draft_letter(store, NOW, ZONE, kind, zofia.person_id, about)
    assert "[slot 1] or [slot 2]" in store.letters.get(draft).body
    letters.mark_sent(store, NOW + HOUR, draft)
    assert asked_of_me(store)[0].answer is Answer.ACCEPTED
    # Told once is enough.
    assert letter_choice.letter_that_fits(store, NOW, zofia.person_id) == (
        "something_for_you",
        None,
    )
    assert letter_choice.interview_of(store, NOW, "yes", zofia.person_id) == about
    letters.unmark_sent(store, NOW + HOUR, draft)
    assert asked_of_me(store)[0].answer is Answer.OPEN
    letters.delete_letter(store, NOW, draft)
    hosting.agree_on(store, NOW, zofia.interview_id, NOW + 2 * DAY + 3 * HOUR, "Europe/Lisbon")
    draft = letters.draft_letter(store, NOW, ZONE, kind, zofia.person_id, about)
    body = store.letters.get(draft).body
    assert "Wednesday, 25 November at 17:00 or another time that suits you better?" in body
    letters.mark_sent(store, NOW + HOUR, draft)
    letters.unmark_sent(store, NOW + HOUR, draft)
    assert asked_of_me(store)[0].answer is Answer.ACCEPTED


def test_not_now_names_only_whom_one_may_name(store: Store, zofia: Logged) -> None:
    id = zofia.interview_id
    row, _new = suggestions.suggest_named(store, NOW, id, "Aroha Ngata, educator")
    answer(store, NOW, id, Answer.NOT_NOW)
    assert letter_choice.letter_that_fits(store, NOW, zofia.person_id) == ("not_now", id)
    draft = letters.draft_letter(store, NOW, ZONE, "not_now", zofia.person_id, id)
    assert "[other person] knows this well" in store.letters.get(draft).body
    letters.delete_letter(store, NOW, draft)
    suggestions.say_agreed(store, NOW, row, agreed=True)
    draft = letters.draft_letter(store, NOW, ZONE, "not_now", zofia.person_id, id)
    assert "Aroha Ngata knows this well" in store.letters.get(draft).body
    letters.delete_letter(store, NOW, draft)
    suggestions.pass_on(store, NOW, id, "Tomás Herrera")
    draft = letters.draft_letter(store, NOW, ZONE, "not_now", zofia.person_id, id)
    assert "Tomás Herrera knows this well" in store.letters.get(draft).body


def test_whom_one_would_name_is_asked_first(store: Store, zofia: Logged) -> None:
    suggestions.suggest_named(store, NOW, zofia.interview_id, "Aroha Ngata")
    aroha = store.people.where("t.name='Aroha Ngata'")[0].id
    about = letter_choice.interview_of(store, NOW, "may_i_name", aroha)
    draft = letters.draft_letter(store, NOW, ZONE, "may_i_name", aroha, about)
    body = store.letters.get(draft).body
    assert 'Zofia Nowak has asked me for a conversation: "if museum work pays a rent".' in body


def test_after_a_hosted_talk_nobody_is_thanked_or_confirmed(store: Store, zofia: Logged) -> None:
    hosting.agree_on(store, NOW, zofia.interview_id, NOW + DAY, "UTC")
    assert letter_choice.interview_of(store, NOW, "confirmation", zofia.person_id) is None
    held(store, zofia)
    assert letters.draft_thanks(store, NOW, ZONE, zofia.interview_id) == ()
    fits = letter_choice.letter_that_fits(store, NOW, zofia.person_id)
    assert fits == ("something_for_you", None)


# Whom I name.


def test_names_are_there_once_each_and_are_taken_back(store: Store, zofia: Logged) -> None:
    id = zofia.interview_id
    row, new = suggestions.suggest_named(store, NOW, id, "Aroha Ngata, educator")
    assert new
    assert suggestions.suggest_named(store, NOW, id, "aroha") == (row, 0)
    with pytest.raises(RefusedError, match="asks you"):
        suggestions.suggest_named(store, NOW, id, "zofia")
    suggestions.unsuggest(store, NOW, row, new)
    assert [p.name for p in store.people.where()] == ["Zofia Nowak"]
    before, new = suggestions.pass_on(store, NOW, id, "Tomás Herrera")
    assert hosted(store, NOW, id).passed_to
    suggestions.un_pass_on(store, NOW, before, new)
    assert hosted(store, NOW, id).asked.answer is Answer.OPEN
    assert [p.name for p in store.people.where()] == ["Zofia Nowak"]
    with pytest.raises(RefusedError, match="somebody else"):
        suggestions.pass_on(store, NOW, id, "zofia")


def test_whom_i_name_in_the_talk_is_nobody_for_me_to_write_to(store: Store, zofia: Logged) -> None:
    held(store, zofia, "@Hana Sato, conservator", "+ take the loans course", "> a list by friday")
    assert store.people.introductions.where() == ()
    assert store.advice.where() == ()
    [promise] = store.promises.where()
    assert (promise.side, promise.person) == (Side.MINE, "Zofia Nowak")
    assert [p.name for p in debrief(store, zofia.interview_id).named] == ["Hana Sato"]
    assert [p.name for _row, p in hosted(store, NOW, zofia.interview_id).named] == ["Hana Sato"]
    kinds = {row.kind for row in due_rows(store, NOW + DAY, ZONE)}
    assert Kind.INTRODUCTION not in kinds
    # Taken up and ended again, it is the same.
    meeting.reopen(store, NOW + HOUR, zofia.interview_id)
    meeting.end(store, NOW + HOUR, zofia.interview_id, ZONE)
    assert len(store.suggestions.where()) == 1


def test_a_corrected_name_of_a_hosted_talk_is_corrected(store: Store, zofia: Logged) -> None:
    held(store, zofia, "@Hana Satto, conservator")
    [note] = store.notes.where("t.kind=?", NoteKind.PERSON)
    edit_note(store, NOW + HOUR, note.id, "@Hana Sato, conservator", ZONE)
    assert {p.name for p in store.people.where()} == {"Zofia Nowak", "Hana Sato"}
    add_person(store, NOW, name="Mai Tran")
    edit_note(store, NOW + HOUR, note.id, "@Mai Tran", ZONE)
    assert {p.name for p in store.people.where()} == {"Zofia Nowak", "Mai Tran"}
    [(_row, named)] = hosted(store, NOW, zofia.interview_id).named
    assert named.name == "Mai Tran"
    delete_note(store, NOW + HOUR, note.id)


def test_a_host_has_their_stories_names_and_ticks_at_hand(store: Store, zofia: Logged) -> None:
    id = zofia.interview_id
    add_card(store, NOW, "For curators", audience="curators")
    story = add_card(store, NOW, "The night desk", audience="seekers")
    add_question(store, NOW, id, "Does it pay?")
    suggestions.suggest_named(store, NOW, id, "Aroha Ngata")
    assert [card.title for card in hosted(store, NOW, id).stories] == ["The night desk"]
    meeting.start(store, NOW, id)
    live = meeting.live(store, id)
    assert [card.title for card in live.cards] == ["The night desk"]
    assert [person.name for person in live.to_name] == ["Aroha Ngata"]
    texts = [item.text for item in live.items]
    assert texts == [
        "Does it pay?",
        "Names for them",
        "May they say I sent them?",
        "How do I hear how it went?",
    ]
    choose(store, NOW, id, story)
    assert hosted(store, NOW, id).chosen == {story}
    paper = sheet_text(sheet(store, id, ZONE), markdown=False)
    assert "what do you want to know" in paper
    assert "Thank you" not in paper


def test_what_one_gives_back_is_what_was_held(store: Store, zofia: Logged) -> None:
    assert give_back(store) == GiveBack(0, 0)
    held(store, zofia)
    other = add_person(store, NOW, name="Dana")
    for n in range(3):
        id = book(store, NOW, [other], starts_at=NOW, zone="UTC")
        if n:
            meeting.start(store, NOW, id)
            meeting.end(store, NOW + HOUR, id, ZONE)
    assert give_back(store) == GiveBack(2, 1)
