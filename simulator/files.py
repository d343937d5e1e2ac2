"""Files that went through the local Telegram, and the ids by which a bot asks for them."""

import base64
import struct
from dataclasses import dataclass

UPLOAD_LIMIT = 50 << 20
"""The most bytes a bot may send in one request (api.telegram.org)."""
PHOTO_LIMIT = 10 << 20
"""The most bytes a photo may have."""
DOWNLOAD_LIMIT = 20 << 20
"""The most bytes of a file that getFile gives (MAX_DOWNLOAD_FILE_SIZE of the open server)."""

_FOLDERS = {"document": "documents", "photo": "photos", "voice": "voice", "sticker": "stickers"}
_NUMBERS = {"document": 5, "photo": 2, "voice": 3, "sticker": 8}


@dataclass(frozen=True, slots=True, eq=False)
class StoredFile:
    """The bytes of a file, what it is called, and where a bot downloads it (`path`)."""

    number: int
    kind: str
    file_name: str
    mime: str
    content: bytes
    path: str

    @property
    def unique_id(self) -> str:
        """The id that is the same for every bot; it cannot be used to download."""
        return "AgAD" + _encoded(struct.pack(">BQ", _NUMBERS[self.kind], self.number))


class Files:
    """Every file of one world. They last as long as the world does."""

    def __init__(self) -> None:
        self._by_path: dict[str, StoredFile] = {}
        self._by_id: dict[tuple[int, str], StoredFile] = {}
        self._by_unique_id: dict[str, StoredFile] = {}

    def store(self, kind: str, file_name: str, mime: str, content: bytes) -> StoredFile:
        """This will keep a new file; `kind` is document, photo, voice or sticker."""
        number = len(self._by_unique_id)
        suffix = "." + file_name.rpartition(".")[2] if "." in file_name else ""
        file = StoredFile(
            number, kind, file_name, mime, content, f"{_FOLDERS[kind]}/file_{number}{suffix}"
        )
        self._by_path[file.path] = file
        self._by_unique_id[file.unique_id] = file
        return file

    def id_for(self, file: StoredFile, bot_id: int) -> str:
        """This will give the id under which this bot knows the file; other bots cannot use it."""
        file_id = "BQAC" + _encoded(
            struct.pack(">BQQ", _NUMBERS[file.kind], bot_id, file.number).rjust(40, b"\x02")
        )
        self._by_id[bot_id, file_id] = file
        return file_id

    def find(self, file_id: str, bot_id: int) -> StoredFile | None:
        """This will find the file behind an id that this bot was given."""
        return self._by_id.get((bot_id, file_id))

    def at(self, path: str) -> StoredFile | None:
        """This will find the file at a `file_path`."""
        return self._by_path.get(path)

    def by_unique_id(self, unique_id: str) -> StoredFile | None:
        """This will find a file by the id the browser page knows."""
        return self._by_unique_id.get(unique_id)


def _encoded(packed: bytes) -> str:
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def image_size(content: bytes) -> tuple[int, int] | None:
    """This will read width and height of a PNG or JPEG, or None for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:2] != b"\xff\xd8":
        return None
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:
        marker, length = struct.unpack(">BH", content[at + 1 : at + 4])
        # Start-of-frame markers carry the size; C4, C8 and CC are tables of the same number range.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None
