"""Catalogues: what there is to translate, and the tool that keeps the files in step with it.

`python -m views.catalogues [MODULE …]` writes `views/locale/<language>/<module>.po` for each module
of views with words in it (or those named): new messages are added without a translation, those no
longer said are dropped, translations are kept. One small file for each module, beside its screens.
"""

import sys
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from views.words import LOCALES, SOURCE_LANGUAGE, languages

#: The verbs of `Words` that take a message, with the places of its forms.
KEYWORDS = {"say": None, "label": None, "many": (1, 2), "label_many": (1, 2)}
VIEWS = Path(__file__).parent


def modules() -> Iterator[Path]:
    """Give the modules of views that may hold words."""
    return (path for path in sorted(VIEWS.glob("*.py")) if path.name != Path(__file__).name)


def messages_of(module: Path) -> Catalog:
    """Give the messages of a module, without translations, in the order of its text."""
    found = Catalog(charset="utf-8")
    for _line, message, _comments, _context in extract_from_file("python", module, KEYWORDS):
        found.add(message)
    return found


def in_step(module: Path, language: str) -> tuple[Path, bytes]:
    """Give a module's catalogue file of a language and its text as it should be."""
    path = LOCALES / language / f"{module.stem}.po"
    known = Catalog(locale=language)
    if path.exists():
        with path.open("rb") as file:
            known = read_po(file, locale=language)
    fresh = Catalog(locale=language, charset="utf-8", header_comment="")
    for message in messages_of(module):
        if message.id:
            old = known.get(message.id)
            fresh.add(message.id, old.string if old else None)
    text = BytesIO()
    write_po(text, fresh, width=100, omit_header=True, sort_output=False)
    return path, text.getvalue()


def untranslated(language: str) -> list[tuple[str, Message]]:
    """Give the messages of a language without a translation, each with its module's name."""
    missing = []
    for module in modules():
        _path, text = in_step(module, language)
        missing += [
            (module.stem, message)
            for message in read_po(BytesIO(text), locale=language)
            if message.id and not _is_translated(message)
        ]
    return missing


def _is_translated(message: Message) -> bool:
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    return bool(forms) and all(forms)


def main(only: Collection[str]) -> None:
    """Write the catalogues anew (of some modules, or all), print what needs a translation."""
    for language in languages():
        if language == SOURCE_LANGUAGE:
            continue
        for module in modules():
            if only and module.stem not in only:
                continue
            path, text = in_step(module, language)
            if text.strip():
                path.write_bytes(text)
            elif path.exists():
                path.unlink()
        for module_name, message in untranslated(language):
            if not only or module_name in only:
                sys.stdout.write(f"{language}/{module_name}.po: {message.id!r}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
