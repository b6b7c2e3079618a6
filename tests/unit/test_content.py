import re

import pytest

from infoview_tui.content import library
from infoview_tui.domain.letters import OPTIONAL, gaps, words
from infoview_tui.errors import NotFoundError

BANK = library.bank()
# Counted by whoever wrote the letters: words, then gaps that only the writer can fill.
LETTERS = {
    "request_cold": (58, 1),
    "request_introduced": (53, 1),
    "reminder": (49, 1),
    "confirmation": (36, 0),
    "thank_you": (31, 2),
    "close_loop": (41, 2),
    "check_in": (27, 2),
    "something_for_you": (28, 1),
    "offer": (46, 1),
    "news": (54, 2),
    "yes": (42, 0),
    "not_now": (37, 0),
    "may_i_name": (50, 0),
}


def test_the_bank_holds_44_questions_in_12_categories() -> None:
    assert [question.number for question in BANK] == list(range(1, 45))
    assert [category.id for category in library.categories()] == [f"G{n}" for n in range(1, 13)]
    assert {question.category for question in BANK} == set(library.categories())
    assert {question.phase for question in BANK} == {"opening", "core", "end"}
    assert {question.tiara for question in BANK} == {"T", "I", "A", "R", "S", ""}
    assert all(question.text.strip() and question.serves.strip() for question in BANK)


def test_a_question_keeps_all_its_columns() -> None:
    question = BANK[39]
    assert question.text == (
        "What one small thing could I do before we speak again that would teach me most?"
    )
    assert (question.category.id, question.phase, question.tiara) == ("G11", "end", "S")
    assert question.category.goal == "leave with something to do"
    assert question.serves == "an assignment to report back on"


def test_no_question_asks_for_a_job() -> None:
    asking = re.compile(
        r"\b(hire|employ|vacanc|recommend me|refer me|offer me|find me|(job|position) for me"
        r"|my (cv|resume|application))",
        re.IGNORECASE,
    )
    assert asking.search("Could you find me something?")
    assert [question.text for question in BANK if asking.search(question.text)] == []


def test_each_starter_set_has_five_core_and_two_backup_questions_of_the_bank() -> None:
    sets = library.starter_sets()
    assert [s.name for s in sets] == [
        "Exploring a field",
        "Deciding on training",
        "Targeting an organisation",
        "Changing career",
    ]
    for starter in sets:
        chosen = {*starter.core, *starter.backup}
        assert (len(starter.core), len(starter.backup), len(chosen)) == (5, 2, 7)
        assert chosen <= {question.number for question in BANK}


def test_every_letter_is_there_with_its_words_and_gaps() -> None:
    found = {
        letter.kind: (words(letter.body), len(gaps(letter.body)))
        for letter in library.letter_templates()
    }
    assert found == LETTERS
    for letter in library.letter_templates():
        assert letter.title and letter.when and letter.subject
        assert "\n" not in letter.subject
        assert letter.body.split("\n")[0].endswith("{their_first},")
        assert letter.body.endswith(",\n{my_name}")


def test_every_placeholder_is_documented_and_every_documented_one_is_used() -> None:
    used = {
        name
        for letter in library.letter_templates()
        for name in re.findall(r"\{([^}]*)\}", letter.subject + letter.body)
    }
    assert used == set(library.placeholders())
    assert used >= OPTIONAL


def test_an_unknown_letter_names_those_there_are() -> None:
    assert library.letter_template("thank_you").title == "Thank-you"
    with pytest.raises(NotFoundError, match=r"thank_you"):
        library.letter_template("begging")


def test_what_a_meeting_says_and_asks() -> None:
    assert [check.text for check in library.closing_checks()] == [
        "Names of others",
        "May I say you sent me?",
        "How do you like to stay in touch?",
        "Thanks, naming one thing",
    ]
    assert [prompt.number for prompt in library.debrief_prompts()] == [1, 2, 3, 4, 5, 6]
    for host in (False, True):
        keys = [check.key for check in library.closing_checks(host=host)]
        assert keys[:3] == ["names", "permission", "stay_in_touch"]
        assert all(library.check_keys()[c.text] == c.key for c in library.closing_checks(host=host))
    assert [prompt.number for prompt in library.debrief_prompts(host=True)] == [1, 2, 3, 4, 5]
    assert len(library.host_prompts()) == 4
    hosting = library.courtesy_lines(host=True)
    assert "{left}" in hosting.soon and "{agreed}" in hosting.time_is_up
    say = library.courtesy_lines()
    assert say.soon == "I see we have {left} left; may I ask one last thing?"
    assert "{agreed}" in say.time_is_up
    assert "{key_point}" in say.thanks
    assert len(gaps(say.thanks_without_key_point)) == 1
