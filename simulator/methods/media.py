"""Files in calls: uploads, files that are there already, and InputMedia.

Source: the open Bot API server, Client::get_input_file and get_input_media.
"""

import json
from dataclasses import dataclass
from typing import Any

from simulator.chats import BotAccount
from simulator.errors import ApiError, bad_request
from simulator.files import PHOTO_LIMIT, StoredFile, image_size
from simulator.methods.access import read_json, read_required
from simulator.methods.texts import read_caption
from simulator.parameters import Parameters, Upload
from simulator.text import Draft
from simulator.world import World

KINDS = ("document", "photo")
"""The kinds of media that the local Telegram can send."""
_OTHER_KINDS = ("animation", "audio", "live_photo", "video")


@dataclass(frozen=True, slots=True)
class Media:
    """A file to be sent: an upload, or the id of one that is there; and its caption."""

    kind: str
    upload: Upload | None
    file_id: str
    caption: Draft

    def store(self, world: World, bot: BotAccount) -> StoredFile:
        """This will give the stored file, storing an upload first; raises ApiError 400."""
        if self.upload is None:
            return _find_file(world, bot, self.file_id, self.kind)
        _check_upload(self.upload, self.kind)
        return world.files.store(
            self.kind, self.upload.file_name, self.upload.mime, self.upload.content
        )

    def attachment(self, world: World, bot: BotAccount, file: StoredFile) -> dict[str, Any]:
        """This will make the field of Message that describes the file."""
        return {self.kind: _described(world, bot, file, self.kind)}


def read_file(parameters: Parameters, kind: str) -> Media:
    """This will read the parameter named like the kind of file."""
    given = parameters.text(kind)
    upload = _find_upload(parameters, kind, given)
    if upload is None and (not given or given.startswith("attach://")):
        raise bad_request(f"there is no {kind} in the request")
    return Media(kind, upload, given, read_caption(parameters))


def read_media(parameters: Parameters) -> Media:
    """This will read `media` as one InputMedia."""
    return _read_item(parameters, read_json(read_required(parameters, "media"), "input media"))


def read_album(parameters: Parameters) -> list[Media]:
    """This will read `media` as an array of InputMedia of kinds that go together."""
    items = read_json(read_required(parameters, "media"), "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    album = [_read_item(parameters, item, is_album=True) for item in items]
    if not album:
        raise bad_request("there are no messages to send")
    if len(album) > 10:
        raise bad_request("too many messages to send as an album")
    if len({media.kind for media in album}) > 1:
        raise bad_request("document can't be mixed with other media types")
    return album


def _read_item(parameters: Parameters, item: object, *, is_album: bool = False) -> Media:
    place = "can't parse InputMedia"
    if not isinstance(item, dict):
        raise bad_request(f"{place}: expected an Object")
    kind, given = item.get("type"), item.get("media")
    if kind is None:
        raise bad_request(f'{place}: Can\'t find field "type"')
    if is_album and kind == "animation":
        raise bad_request(f'{place}: type "{kind}" can\'t be used in sendMediaGroup')
    if kind in _OTHER_KINDS:
        # Not one of Telegram's answers, so that a gap here is never taken for a bot's mistake.
        raise ApiError(501, f"Not Implemented: the local Telegram has no {kind} in media yet")
    if kind not in KINDS:
        raise bad_request(f'{place}: type "{kind}" is unsupported')
    if not isinstance(given, str) or not given:
        raise bad_request(f"{place}: media not found")
    upload = _find_upload(parameters, kind, given)
    if upload is None and given.startswith("attach://"):
        raise bad_request(f"{place}: media not found")
    inner = {name: _as_text(value) for name, value in item.items()}
    return Media(kind, upload, given, read_caption(Parameters(inner)))


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _find_upload(parameters: Parameters, kind: str, given: str) -> Upload | None:
    if given.startswith("attach://"):
        return parameters.uploads.get(given.removeprefix("attach://"))
    return None if given else parameters.uploads.get(kind)


def _find_file(world: World, bot: BotAccount, given: str, kind: str) -> StoredFile:
    if given.startswith(("http://", "https://")):
        # There is nothing outside to fetch from.
        raise bad_request("failed to get HTTP URL content")
    file = world.files.find(given, bot.id)
    if file is None:
        raise bad_request(
            "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"
        )
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.title()} as {kind.title()}")
    return file


def _check_upload(upload: Upload, kind: str) -> None:
    size = len(upload.content)
    if not size:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        if size > PHOTO_LIMIT:
            raise bad_request(
                f"file of size {size} bytes is too big for a photo; "
                f"the maximum size is {PHOTO_LIMIT} bytes"
            )
        if image_size(upload.content) is None:
            raise bad_request("IMAGE_PROCESS_FAILED")


def _described(world: World, bot: BotAccount, file: StoredFile, kind: str) -> Any:
    ids: dict[str, Any] = {
        "file_id": world.files.id_for(file, bot.id),
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }
    if kind == "photo":
        width, height = image_size(file.content) or (0, 0)
        return [{**ids, "width": width, "height": height}]
    return {**ids, "file_name": file.file_name, "mime_type": file.mime}
