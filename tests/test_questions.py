"""Our reading of `copier.yml` against Copier's own, and the words of what is refused."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from copier._main import Worker  # no public way to a question without rendering a project
from copier._types import Phase
from copier._user_data import AnswersMap
from copier._user_data import Question as CopierQuestion
from hypothesis import given, settings
from hypothesis import strategies as st

from pyscaffold_web import history, questions
from pyscaffold_web.answers import Answers, Interview, Turn, missing_flags, replay_flags
from pyscaffold_web.errors import ScaffoldError
from pyscaffold_web.questions import Questionnaire

NOT_BRANCHED = {"python_version"}  # nothing depends on it; each of its choices is still compared
TEXTS = [
    *["shop", "my-shop", "My_Shop", "a", "class", "test", "tests", "json", "flask", "Django"],
    *["", " ", "a b", "a-", "_a", "1a", "../x", "/abs", "a/b", "a.b", "é", "🚀", "a\nb", "a\x00b"],
    *["a" * 40, "a" * 41, "a" * 60, "a" * 61, "x" * 300, "'\"\\", "{{ 7 * 7 }}", "{% raw %}"],
    *["\ud800", "items", "migrations", "users", "None", "true"],
]


def turns_of(interview: Interview, chosen: Mapping[str, Any]) -> tuple[list[Turn], Answers]:
    """The questions as they come when `chosen` is answered, and defaults for the rest."""
    turns: list[Turn] = []

    def ask(turn: Turn) -> Any:
        turns.append(turn)
        return chosen.get(turn.question.name, turn.default)

    return turns, interview.complete({}, ask=ask)


def values_of(turn: Turn) -> list[Any]:
    """What could be answered, whether possible or not; nothing for free text."""
    if turn.question.type == "bool":
        return [False, True]
    return [choice.value for choice in turn.question.choices]


def every_path(interview: Interview, chosen: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every possible combination of the choices and the yes-or-no questions."""
    for turn in turns_of(interview, chosen)[0]:
        name, values = turn.question.name, values_of(turn)
        if values and name not in chosen and name not in NOT_BRANCHED:
            for value in values:
                if not turn.check(value):
                    yield from every_path(interview, {**chosen, name: value})
            return
    yield chosen


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Worker:
    """Copier with the same template, for a project in a folder called shop."""
    source = tmp_path_factory.mktemp("template")
    (source / "copier.yml").write_bytes((history.template_folder() / "copier.yml").read_bytes())
    return Worker(src_path=str(source), dst_path=source / "shop", defaults=True, quiet=True)


def copier_question(worker: Worker, name: str, above: Mapping[str, Any]) -> CopierQuestion:
    return CopierQuestion(
        answers=AnswersMap(),
        context=dict(above),
        jinja_env=worker.jinja_env,
        var_name=name,
        **worker.template.questions_data[name],
    )


def copier_accepts(question: CopierQuestion, value: Any) -> bool:
    try:
        question.validate_answer(question.parse_answer(value))
    except ValueError:
        return False
    return True


def copier_answers(worker: Worker, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """Everything Copier would render with, derived values included."""
    fresh = Worker(
        src_path=worker.src_path,
        dst_path=worker.dst_path,
        data=dict(chosen),
        defaults=True,
        quiet=True,
    )
    with Phase.use(Phase.PROMPT):
        fresh._ask()
    return {name: fresh.answers.combined[name] for name in worker.template.questions_data}


@pytest.mark.any_python
def test_each_question_on_every_path_is_the_one_copier_asks(
    interview: Interview, worker: Worker
) -> None:
    compared = set()
    for path in every_path(interview, {}):
        for turn in turns_of(interview, path)[0]:
            state = (turn.question.name, tuple(sorted(turn.above.items(), key=str)).__repr__())
            if state in compared:
                continue
            compared.add(state)
            theirs = copier_question(worker, turn.question.name, turn.above)
            assert theirs.get_when()
            assert turn.default == theirs.get_default()
            possible = [choice.value for choice in theirs._formatted_choices if not choice.disabled]
            assert [choice.value for choice in turn.possible] == possible
            for value in (*values_of(turn), "no such choice"):
                if turn.question.type != "bool" or isinstance(value, bool):
                    assert (turn.check(value) is None) == copier_accepts(theirs, value)
    assert len(compared) > len(interview.questionnaire.visible)


@pytest.mark.any_python
def test_answers_of_every_path_are_those_copier_derives(
    interview: Interview, worker: Worker
) -> None:
    seen = set()
    for path in every_path(interview, {}):
        needs = {name: value for name, value in path.items() if isinstance(value, bool)}
        chosen = {**needs, "framework": path["framework"]}
        if repr(chosen) in seen:
            continue
        seen.add(repr(chosen))
        answers = interview.complete(chosen)
        assert {**answers.stored, **answers.derived} == copier_answers(worker, chosen)
    assert len(seen) > 1


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("name", ["project_name", "package", "description", "author"])
def test_texts_are_refused_exactly_when_copier_refuses_them(
    interview: Interview, worker: Worker, name: str, text: str
) -> None:
    turns, _ = turns_of(interview, {})
    (turn,) = (turn for turn in turns if turn.question.name == name)
    assert (turn.check(text) is None) == copier_accepts(
        copier_question(worker, name, turn.above), text
    )


@settings(deadline=None)
@given(text=st.text(max_size=70))
@pytest.mark.parametrize("name", ["project_name", "package", "description", "author"])
def test_any_text_is_refused_exactly_when_copier_refuses_it(
    interview: Interview, worker: Worker, name: str, text: str
) -> None:
    turns, _ = turns_of(interview, {})
    (turn,) = (turn for turn in turns if turn.question.name == name)
    assert (turn.check(text) is None) == copier_accepts(
        copier_question(worker, name, turn.above), text
    )


def test_every_question_that_is_asked_says_what_it_asks(questionnaire: Questionnaire) -> None:
    assert all(question.help for question in questionnaire.visible)
    assert "flavour" not in {question.name for question in questionnaire.visible}


@pytest.mark.parametrize(
    ("given_answers", "message", "hint"),
    [
        (
            {"framework": "fastapi", "orm": "django"},
            "--orm django is not possible: Django's ORM comes with Django alone [orm-framework]",
            "use --orm sqlalchemy",
        ),
        (
            {"framework": "djagno"},
            "--framework djagno is not possible: the choices are django, flask, fastapi",
            "use --framework django",
        ),
        (
            {"async": "maybe"},
            "async 'maybe' is not possible: yes or no only",
            "use --no-async",
        ),
        (
            {"async": None},
            "async None is not possible: yes or no only",
            "use --no-async",
        ),
        (
            {"package": "class"},
            "package 'class' is not possible: class is a Python keyword",
            "give another with --package",
        ),
        (
            {"project_name": "x\ny"},
            "project name 'x\\ny' is not possible: letters, digits, - and _ only, a letter first, "
            "a letter or digit last",
            "give another with --project-name",
        ),
        (
            {"author": ["a", "b"]},
            "author ['a', 'b'] is not possible: one line of text only",
            "give another with --author",
        ),
        ({"frmework": "flask"}, "there is no question 'frmework'", "did you mean framework?"),
        ({"python-version": 1}, "there is no question 'python-version'", "did you mean python_v"),
        ({"zzz": 1}, "there is no question 'zzz'", "`scaffold options` lists them all"),
        (
            {"flavour": "quart"},
            "flavour follows from other answers and cannot be given",
            "`scaffold options` lists the questions that can be answered",
        ),
    ],
)
def test_refusal_names_the_answer_the_reason_and_the_way_out(
    interview: Interview, given_answers: dict[str, Any], message: str, hint: str
) -> None:
    with pytest.raises(ScaffoldError) as refused:
        interview.complete(given_answers)
    assert refused.value.message == message
    assert refused.value.hint.startswith(hint)


@pytest.mark.any_python
def test_hint_of_an_impossible_choice_is_possible(interview: Interview) -> None:
    refused = 0
    for path in every_path(interview, {}):
        for turn in turns_of(interview, path)[0]:
            for value in values_of(turn):
                if turn.check(value) is None:
                    continue
                with pytest.raises(ScaffoldError) as error:
                    turn.accept(value)
                words = error.value.hint.removeprefix("use ").split()
                assert words[0] == turn.question.flag
                assert turn.check(words[1] if turn.question.choices else True) is None
                refused += 1
    assert refused


RULED = """
_envops: {undefined: jinja2.StrictUndefined}
admin: {type: bool, default: false, help: Admin?}
auth:
  type: bool
  help: Accounts?
  default: "{{ admin }}"
  validator: "{% if admin and not auth %}[admin-auth] an admin needs accounts{% endif %}"
colour:
  type: str
  help: Colour?
  when: "{{ admin }}"
  default: red
  choices: [red, green]
"""


@pytest.fixture
def ruled(tmp_path: Path) -> Interview:
    """A questionnaire with a rule between two yes-or-no questions, and one not always asked."""
    (tmp_path / "copier.yml").write_text(RULED)
    return Interview(questions.load(tmp_path), "shop")


def test_rule_between_needs_is_refused_with_the_flag_that_keeps_it(ruled: Interview) -> None:
    with pytest.raises(ScaffoldError) as refused:
        ruled.complete({"admin": True, "auth": False})
    expected = "--no-auth is not possible: an admin needs accounts [admin-auth]"
    assert (refused.value.message, refused.value.hint) == (expected, "use --auth")
    assert ruled.complete({"admin": False, "auth": False}).stored["auth"] is False


def test_yes_or_no_question_with_one_possible_answer_is_not_open(ruled: Interview) -> None:
    assert missing_flags(ruled, {"admin": True}) == ["--colour"]
    assert missing_flags(ruled, {"admin": False}) == ["--auth"]


def test_question_that_is_not_asked_cannot_be_answered_and_is_not_stored(ruled: Interview) -> None:
    assert ruled.complete({"admin": True, "colour": "green"}).stored["colour"] == "green"
    assert "colour" not in ruled.complete({"admin": False}).stored
    with pytest.raises(ScaffoldError, match="colour follows from other answers"):
        ruled.complete({"admin": False, "colour": "green"})


def test_long_text_is_shortened_in_the_message(interview: Interview) -> None:
    with pytest.raises(ScaffoldError) as refused:
        interview.complete({"project_name": "x" * 300})
    assert len(refused.value.message) < 150
    assert refused.value.message.endswith("at most 60 characters")


def test_numbers_of_an_answers_file_are_read_as_their_text(interview: Interview) -> None:
    assert interview.complete({"python_version": 3.11}).stored["python_version"] == "3.11"


def test_preferred_values_replace_defaults_but_not_answers(interview: Interview) -> None:
    preferred = {"python_version": "3.14"}
    assert interview.complete({}, preferred).stored["python_version"] == "3.14"
    given_version = interview.complete({"python_version": "3.11"}, preferred)
    assert given_version.stored["python_version"] == "3.11"
    assert interview.complete({}).stored["python_version"] != "3.14"


def test_replay_flags_name_what_differs_from_the_defaults_and_no_more(interview: Interview) -> None:
    answers = interview.complete({"framework": "flask", "async": True, "author": "-x"})
    assert replay_flags(interview, answers, always=["python_version"]) == [
        *["--async", "--framework", "flask", "--author=-x"],
        *["--python-version", answers.stored["python_version"]],
    ]


@pytest.mark.any_python
def test_replay_flags_lead_to_the_same_answers_on_every_path(interview: Interview) -> None:
    for path in every_path(interview, {}):
        answers = interview.complete(path)
        flags = replay_flags(interview, answers, always=())
        again = interview.complete(_parsed(interview, flags))
        assert again == answers


def _parsed(interview: Interview, flags: list[str]) -> dict[str, Any]:
    """Read flags back as the command line would."""
    rest, answers = iter(flags), {}
    for flag in rest:
        name = flag.removeprefix("--").removeprefix("no-").replace("-", "_")
        is_bool = any(
            question.name == name and question.type == "bool"
            for question in interview.questionnaire.visible
        )
        answers[name] = not flag.startswith("--no-") if is_bool else next(rest)
    return answers


def test_missing_flags_are_the_open_questions_in_order(interview: Interview) -> None:
    flags = missing_flags(interview, {"framework": "fastapi", "author": "", "package": "shop"})
    assert "--project-name" in flags
    assert "--database" in flags
    assert "--orm" in flags
    assert not {"--framework", "--author", "--package", "--api"} & set(flags)
    every = [question.flag for question in interview.questionnaire.visible]
    assert flags == [flag for flag in every if flag in flags]


def test_template_folder_holds_the_questionnaire(questionnaire: Questionnaire) -> None:
    assert (Path(history.template_folder()) / "copier.yml").is_file()
    assert {"framework", "project_name", "package"} <= {q.name for q in questionnaire.visible}
