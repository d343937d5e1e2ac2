"""Files: sending them, and asking for them."""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.files import DOWNLOAD_LIMIT, PHOTO_LIMIT, StoredFile, image_size
from simulator.keyboards import read_markup
from simulator.methods.access import find_reply, read_chat, read_reply
from simulator.methods.messages import sent_fields
from simulator.methods.registry import method
from simulator.methods.texts import finish_caption, read_caption
from simulator.objects import message_object
from simulator.parameters import Parameters, Upload
from simulator.world import World


@method("sendDocument")
def send_document(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send a file: an upload, or one that is there already by its file_id."""
    return _send(world, bot, parameters, "document")


@method("sendPhoto")
def send_photo(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will send a picture."""
    return _send(world, bot, parameters, "photo")


@method("getFile")
def get_file(world: World, bot: BotAccount, parameters: Parameters) -> dict[str, Any]:
    """This will tell where a file can be downloaded."""
    file_id = parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.files.find(file_id, bot.id)
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return {
        "file_id": file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


def _send(world: World, bot: BotAccount, parameters: Parameters, kind: str) -> dict[str, Any]:
    given = parameters.text(kind)
    upload = _find_upload(parameters, kind, given)
    if upload is None and (not given or given.startswith("attach://")):
        raise bad_request(f"there is no {kind} in the request")
    draft = read_caption(parameters)
    reply = read_reply(parameters)
    markup = read_markup(parameters.text("reply_markup"))
    chat = read_chat(world, bot, parameters, is_written=True)
    reply_to = find_reply(chat, reply)
    file = None if upload is not None else _find_file(world, bot, given, kind)
    caption, entities = finish_caption(bot, draft)
    markup.check(is_private=chat.type == "private")
    if upload is not None:
        _check_upload(upload, kind)
        file = world.files.store(kind, upload.file_name, upload.mime, upload.content)
    assert file is not None
    extras = {"has_protected_content": True} if parameters.is_true("protect_content") else {}
    message = world.send(
        bot,
        chat,
        caption,
        entities,
        kind=kind,
        file=file,
        attachment={kind: _described(world, bot, file, kind)},
        extras=extras,
        reply_to=reply_to,
        **sent_fields(parameters, markup),
    )
    return message_object(message, chat, bot)


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
