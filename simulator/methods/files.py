"""Files: sending them, alone or as an album, and asking for them."""

from typing import Any

from simulator.chats import BotAccount
from simulator.errors import bad_request
from simulator.files import DOWNLOAD_LIMIT
from simulator.methods.envelopes import Envelope
from simulator.methods.media import read_album, read_file
from simulator.methods.registry import method
from simulator.methods.texts import finish_caption
from simulator.objects import message_object
from simulator.parameters import Parameters
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


@method("sendMediaGroup")
def send_media_group(world: World, bot: BotAccount, parameters: Parameters) -> list[dict[str, Any]]:
    """This will send several files as one album; a single one is an ordinary message."""
    envelope = Envelope(parameters)
    album = read_album(parameters)
    chat = envelope.address(world, bot)
    captions = [finish_caption(bot, media.caption) for media in album]
    for media in album:
        envelope.check(bot, media.kind)
    files = [media.store(world, bot) for media in album]
    group = {"media_group_id": bot.next_album_id()} if len(album) > 1 else {}
    sent = [
        world.send(
            bot,
            chat,
            *caption,
            kind=media.kind,
            file=file,
            attachment=media.attachment(world, bot, file),
            **envelope.fields(**group),
        )
        for media, caption, file in zip(album, captions, files, strict=True)
    ]
    return [message_object(message, chat, bot) for message in sent]


def _send(world: World, bot: BotAccount, parameters: Parameters, kind: str) -> dict[str, Any]:
    media = read_file(parameters, kind)
    envelope = Envelope(parameters)
    chat = envelope.address(world, bot)
    known = None if media.upload is not None else media.store(world, bot)
    caption, entities = finish_caption(bot, media.caption)
    envelope.check(bot, kind)
    file = known or media.store(world, bot)
    message = world.send(
        bot,
        chat,
        caption,
        entities,
        kind=kind,
        file=file,
        attachment=media.attachment(world, bot, file),
        **envelope.fields(),
    )
    return message_object(message, chat, bot)
