"""Lists of members that come as a file: CSV in whatever encoding a spreadsheet wrote, and XLSX.

A file is guarded before it is opened (size, unzipped size, rows, columns): it comes from a chat.
What cannot be read is a `Problem` of an otherwise empty roster, never a part read in silence.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date

from secretariat.roster_tables import read_headings
from secretariat.rosters import MOST_LINES, Fault, Problem, Roster, read_roster, read_rows

MOST_BYTES = 20 * 1024 * 1024
MOST_UNZIPPED = 100 * 1024 * 1024
MOST_COLUMNS = 40
_MOST_PARTS = 2000
# Blank rows count only here: formatting leaves thousands of them below a list.
_MOST_ROWS = 50_000
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_ARABIC_WORD = re.compile(
    r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06ba-\u06d2]{2}"
)
_SEPARATORS = (";", "\t", "|", ",")


class _Unfit(Exception):
    """The file is beyond a limit or not what it claims to be."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def read_roster_file(name: str, content: bytes) -> Roster:
    """This will read a roster from a file called `name`: XLSX, CSV, or plain text as pasted.

    What the content is decides, not the ending of the name, which is often wrong; only ".txt"
    and ".md" say that commas are not columns.
    """
    try:
        if len(content) > MOST_BYTES:
            raise _Unfit(Fault.TOO_LARGE)
        if content.startswith(_OLD_EXCEL):
            raise _Unfit(Fault.OLD_EXCEL)
        if content.startswith(_ZIP):
            return _read_workbook(content)
        text = _decode(content)
        separator = _sniff(text)
        if not separator or name.lower().endswith((".txt", ".md")):
            return read_roster(text)
        return _read_csv(text, separator)
    except _Unfit as unfit:
        return Roster(problems=(Problem(unfit.fault),))


def _read(rows: Iterable[Sequence[object]]) -> Roster:
    cells: list[list[str]] = []
    filled = 0
    for row in rows:
        cells.append(_without_end([_text(value) for value in row]))
        filled += bool(cells[-1])
        # One more than the lines, for the headings.
        if filled > MOST_LINES + 1 or len(cells) > _MOST_ROWS:
            raise _Unfit(Fault.TOO_MANY_LINES)
        if len(cells[-1]) > MOST_COLUMNS:
            raise _Unfit(Fault.TOO_MANY_COLUMNS)
    return read_rows(cells, ["; ".join(filter(None, row)) for row in cells])


def _decode(content: bytes) -> str:
    """This will decode a text as spreadsheets write it, UTF-16 or UTF-8 or a Windows code page.

    cp1256 (Arabic) reads any byte, so it is believed only if it yields words in Arabic letters.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode_as(content, "utf-16")
    if b"\0" in content[:2000]:
        raise _Unfit(Fault.UNREADABLE)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        arabic = content.decode("cp1256", errors="replace")
        return arabic if _ARABIC_WORD.search(arabic) else _decode_as(content, "cp1252")


def _decode_as(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise _Unfit(Fault.UNREADABLE) from None


def _sniff(text: str) -> str:
    """This will return what parts the columns: where headings are found, else most evenly.

    The library's sniffer guesses letters as separators on short lists of names.
    """
    lines = [line for line in text.splitlines() if line.strip()][:30]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0].strip()) == 5:
        return lines[0].strip()[4]
    for separator in _SEPARATORS:
        if lines and separator in lines[0] and read_headings(_first_row(lines[0], separator)):
            return separator
    for separator in _SEPARATORS[:3]:
        if lines and all(separator in line for line in lines):
            return separator
    widths = {len(_first_row(line, ",")) for line in lines}
    # Printed lines have commas too ("Umar Riaz (NPA, Director)"), but brackets around them.
    is_even = len(widths) == 1 and widths != {1} and not any("(" in line for line in lines)
    return "," if is_even else ""


def _first_row(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator), [])


def _read_csv(text: str, separator: str) -> Roster:
    lines = text.splitlines(keepends=True)
    if lines[0].lower().startswith("sep="):
        lines[0] = "\n"
    try:
        return _read(csv.reader(lines, delimiter=separator))
    except csv.Error:
        raise _Unfit(Fault.UNREADABLE) from None


def _read_workbook(content: bytes) -> Roster:
    """This will read the first visible sheet; of formulas the text, never a result."""
    _guard_zip(content)
    # Heavy: a third of a second, for a file that few runs ever see.
    import openpyxl  # noqa: PLC0415

    try:
        with warnings.catch_warnings():
            # It warns of styles and extensions it leaves out; a roster has no use for them.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            try:
                sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
                # One column beyond the limit, to see that it is passed.
                return _read(sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True))
            finally:
                book.close()
    except _Unfit:
        raise
    except Exception as broken:  # the library raises whatever its parsers raise on a bad file
        raise _Unfit(Fault.UNREADABLE) from broken


def _guard_zip(content: bytes) -> None:
    """This will refuse what unzips beyond measure: a zip's reader stops at the size it declares.

    Entities that multiply inside the XML are refused by expat itself (since 2.4.1).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise _Unfit(Fault.UNREADABLE) from None
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNZIPPED:
        raise _Unfit(Fault.TOO_LARGE)


def _text(value: object) -> str:
    """This will write a cell as text; a formula stays the text of the formula."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split())


def _without_end(row: list[str]) -> list[str]:
    """This will drop the empty cells at the end of a row, which formatting leaves behind."""
    while row and not row[-1]:
        row.pop()
    return row
