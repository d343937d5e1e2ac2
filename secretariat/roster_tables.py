"""Lists of members as tables: how their rows are parted and what each column holds."""

import re
from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from secretariat.roster_lines import (
    LANGUAGES,
    ROLES,
    RosterLine,
    build_line,
    part_printed,
    read_printed,
    telephone_in,
)
from secretariat.titles import fold, is_honorific


class Column(StrEnum):
    """What a column of a table holds."""

    NUMBER = "number"
    NAME = "name"
    OFFICE = "office"
    POST = "post"
    ROLE = "role"
    LANGUAGE = "language"
    TELEPHONE = "telephone"
    HONORIFIC = "honorific"
    RANK = "rank"
    OTHER = "other"


_HEADINGS = {
    Column.NUMBER: "no, s no, sno, sr, sr no, serial, serial no, نمبر, نمبر شمار, شمار",
    Column.NAME: (
        "name, names, full name, name of officer, name of member, participant, participants, "
        "member name, person, نام, اسم, نام رکن"
    ),
    Column.OFFICE: (
        "office, organisation, organization, ministry, department, agency, institution, "
        "ministry department, organisation name, org, body, ادارہ, محکمہ, دفتر, وزارت, تنظیم"
    ),
    Column.POST: "post, designation, position, job title, appointment, عہدہ, منصب",
    Column.ROLE: "role, category, status, capacity, کردار, حیثیت",
    Column.LANGUAGE: "language, lang, زبان",
    Column.TELEPHONE: (
        "telephone, tel, phone, phone no, mobile, mobile no, cell, cell no, contact, contact no, "
        "telephone no, فون, فون نمبر, موبائل, موبائل نمبر, ٹیلی فون, رابطہ, رابطہ نمبر"
    ),
    Column.HONORIFIC: "honorific, title, salutation, prefix, لقب",
    Column.RANK: "rank, grade, bps, bs, scale, درجہ",
    Column.OTHER: "email, e mail, mail, remarks, notes, address, fax, signature, ای میل, دستخط",
}
_HEADING = {fold(word): column for column, words in _HEADINGS.items() for word in words.split(", ")}
_SEPARATORS = ("\t", ";", "|")
_COMMA = re.compile("[,،]")
_ONLY_NUMBER = re.compile(r"[\W_]*\d{0,4}[\W_]*")


def part_rows(rows: Sequence[str]) -> list[list[str]]:
    """This will part pasted rows into cells; a printed line is one cell.

    Tab, semicolon and bar part any row that has them; commas only where the whole list agrees.
    """
    rows = [row.replace("؛", ";") for row in rows]
    is_comma_table = _is_comma_table([row for row in rows if fold(row)])
    cells: list[list[str]] = []
    for row in rows:
        separator = next((mark for mark in _SEPARATORS if mark in row), "")
        if separator:
            cells.append(row.split(separator))
        else:
            cells.append(_COMMA.split(row) if is_comma_table else [row])
    return cells


def read_headings(cells: Sequence[str]) -> tuple[Column, ...] | None:
    """This will return what each column holds if `cells` are headings, a name's among them."""
    columns = [_HEADING.get(fold(cell)) for cell in cells]
    known = [column for column in columns if column]
    if Column.NAME not in known or len(known) < min(2, len(cells)):
        return None
    return tuple(column or Column.OTHER for column in columns)


def read_row(
    number: int, cells: Sequence[str], original: str, columns: tuple[Column, ...] | None
) -> RosterLine:
    """This will read one row; without headings by position, then by what the cells say."""
    if columns is None:
        cells = _without_number(cells)
        columns = _told_apart(cells)
    if columns[0] is Column.NAME and not any(map(fold, cells[1:])):
        return replace(read_printed(number, cells[0]), original=original)
    fields: dict[Column, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        # "Title" heads honorifics in one list and posts in the next.
        is_post = column is Column.HONORIFIC and not is_honorific(cell)
        held = Column.POST if is_post else column
        if fold(cell):
            fields.setdefault(held, cell)
    if Column.LANGUAGE not in fields and fold(fields.get(Column.ROLE, "")) in LANGUAGES:
        # A line that leaves out its role: "Ali Shah; NPB; Urdu".
        fields[Column.LANGUAGE] = fields.pop(Column.ROLE)
    beside = part_printed(fields.get(Column.NAME, ""))
    office, post = fields.get(Column.OFFICE, ""), fields.get(Column.POST, "")
    return build_line(
        number,
        original,
        name=beside.name,
        # "Farhan Javed (Joint Secretary)" may stand before the organisation's own column.
        office=office if office and post else ", ".join(filter(None, (office, beside.office))),
        post=post,
        role=fields.get(Column.ROLE, "") or beside.role,
        language=fields.get(Column.LANGUAGE, ""),
        telephone=fields.get(Column.TELEPHONE, "") or beside.telephone,
        honorific=fields.get(Column.HONORIFIC, ""),
        rank=", ".join(filter(None, (beside.rank, fields.get(Column.RANK, "")))),
    )


def _is_comma_table(rows: Sequence[str]) -> bool:
    """This will say whether commas part columns, rather than a name from its office.

    Only headings, or a third field that is a role or language on every line, can tell.
    """
    tables = [_COMMA.split(row) for row in rows]
    if not tables or any(mark in row for row in rows for mark in _SEPARATORS):
        return False
    if read_headings(tables[0]):
        return len(tables[0]) > 1
    return all(3 <= len(cells) <= 5 and all(map(_is_later, cells[2:])) for cells in tables)


def _is_later(cell: str) -> bool:
    said = fold(cell)
    return not said or said in ROLES or said in LANGUAGES or bool(telephone_in(cell))


def _without_number(cells: Sequence[str]) -> Sequence[str]:
    """This will drop a first cell that only numbers the row: "15", then "Umar Riaz"."""
    if len(cells) > 1 and _ONLY_NUMBER.fullmatch(cells[0]) and any(map(fold, cells[1:])):
        return cells[1:]
    return cells


def _told_apart(cells: Sequence[str]) -> tuple[Column, ...]:
    columns = [Column.NAME, Column.OFFICE]
    for at, cell in enumerate(cells[2:], start=2):
        said = fold(cell)
        if said in LANGUAGES:
            columns.append(Column.LANGUAGE)
        elif said in ROLES or at == 2:
            columns.append(Column.TELEPHONE if telephone_in(cell) else Column.ROLE)
        elif telephone_in(cell):
            columns.append(Column.TELEPHONE)
        elif at == 3 and "@" not in cell:
            columns.append(Column.LANGUAGE)
        else:
            columns.append(Column.OTHER)
    return tuple(columns)
