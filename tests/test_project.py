"""The project checks itself: nothing can be added by half."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import handlers
from bot.config import Config, example
from handlers.routes import SCREENS
from secretariat import refusals
from secretariat.kinds import BUDGET, Kind
from secretariat.permissions import TABLE, Action
from secretariat.refusals import Refusal
from secretariat.reminders import FAN_OUTS
from storage import Base, Database, schema
from views import catalogues
from views.refusals import SENTENCES
from views.words import LOCALES, languages, read_catalogues

ROOT = Path(__file__).parent.parent
TRANSLATED = [language for language in languages() if language != "en"]


def test_the_example_configuration_has_every_setting() -> None:
    assert (ROOT / "config.example.toml").read_text(encoding="utf-8") == example()


def test_the_operators_page_explains_every_setting() -> None:
    page = (ROOT / "docs" / "operator.md").read_text(encoding="utf-8")
    settings = [
        f"{section}.{key}"
        for section, field in Config.model_fields.items()
        for key in field.annotation.model_fields  # type: ignore[union-attr]
    ]

    assert [name for name in settings if f"`{name}`" not in page] == []


def test_every_kind_of_message_has_a_screen() -> None:
    assert set(SCREENS) == set(Kind)
    assert set(BUDGET) <= set(Kind)


def test_every_action_has_a_row_in_the_table() -> None:
    assert set(TABLE) == set(Action)


def all_refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for one in kind.__subclasses__():
        yield one
        yield from all_refusals(one)


def test_every_refusal_has_a_sentence() -> None:
    assert handlers.__all__
    assert refusals.Refusal is Refusal

    assert [one.__name__ for one in all_refusals() if one not in SENTENCES] == []


def test_every_rule_of_a_reminder_is_told_by_the_demo() -> None:
    text = (ROOT / "views" / "demos.py").read_text(encoding="utf-8")

    assert [rule for rule in FAN_OUTS if f'"{rule}"' not in text] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    assert [message.id for _, message in catalogues.untranslated(language)] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogues_are_in_step_with_the_screens(language: str) -> None:
    behind = []
    for module in catalogues.modules():
        path, text = catalogues.in_step(module, language)
        on_disk = path.read_bytes() if path.exists() else b""
        if on_disk.strip() != text.strip():
            behind.append(path.name)

    assert behind == []


def messages(language: str) -> Iterator[tuple[str, str]]:
    for key, found in read_catalogues(language).items():
        ids = [key] if isinstance(key, str) else list(key)
        texts = [found] if isinstance(found, str) else list(found)
        for number, text in enumerate(texts):
            yield ids[min(number, len(ids) - 1)], text


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_its_messages_placeholders_and_tags(language: str) -> None:
    marks = re.compile(r"\{\w+\}|</?[a-z-]+[^>]*>")

    wrong = [
        (said, text)
        for said, text in messages(language)
        if sorted(marks.findall(said)) != sorted(marks.findall(text))
        # A plural form may leave its number out.
        and sorted(set(marks.findall(said)) - {"{count}"})
        != sorted(set(marks.findall(text)) - {"{count}"})
    ]

    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_message_has_one_translation_wherever_it_is_said(language: str) -> None:
    found: dict[object, set[object]] = {}
    for path in sorted((LOCALES / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id:
                    key, text = str(message.id), str(message.string)
                    found.setdefault(key, set()).add(text)

    assert [key for key, texts in found.items() if len(texts) > 1] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_equals_its_english(language: str) -> None:
    words = re.compile(r"[A-Za-z]{3,}")

    same = [
        said
        for said, text in messages(language)
        if said == text and words.search(re.sub(r"\{\w+\}|<[^>]*>", "", said))
    ]

    assert same == []


def test_the_urdu_never_calls_the_assistant_a_bot() -> None:
    assert [text for _, text in messages("ur") if "بوٹ" in text] == []


def prose(path: Path) -> Iterator[str]:
    """Give the string literals of a module that read like words for people."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent: set[ast.AST] = set()
    for node in ast.walk(tree):
        is_log = (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id in {"log", "re"}
        )
        if is_log or isinstance(node, ast.Assert):
            silent.update(ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(node.value)
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node not in silent
            and re.search(r"[A-Za-z]{2,} [a-z]{2,} ?[a-z]*", node.value)
        ):
            yield f"{path.name}: {node.value}"


def test_no_words_for_people_stand_outside_the_views() -> None:
    found = [text for path in sorted((ROOT / "handlers").glob("*.py")) for text in prose(path)]

    assert found == []


async def test_the_migrations_make_the_tables_as_the_code_has_them(database_url: str) -> None:
    database = Database(database_url)

    await schema.upgrade(database)
    differences = await schema.differences(database)
    current = await schema.current(database)
    await schema.downgrade(database)
    await schema.upgrade(database)
    await database.close()

    assert differences == []
    assert current == schema.newest()
    assert Base.metadata.tables


def test_no_module_has_grown_into_two() -> None:
    packages = ["bot", "handlers", "views", "secretariat", "storage", "simulator"]
    long = {
        str(path.relative_to(ROOT)): lines
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }

    assert long == {}
