"""aiogram 3 works against the local Telegram unchanged, by polling and by webhook."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.types.callback_query import CallbackQuery
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web
from local_telegram import FARHAN, JAMIL, STRANGER, TOKEN, Scene, until

KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Press", callback_data="p.1")]]
)


@pytest.fixture
async def bot(scene: Scene) -> AsyncIterator[Bot]:
    api = TelegramAPIServer.from_base(scene.server.url)
    async with Bot(TOKEN, session=AiohttpSession(api=api)) as bot:
        yield bot


def echoing() -> Dispatcher:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "", reply_markup=KEYBOARD)

    @dispatcher.callback_query()
    async def answer(query: CallbackQuery) -> None:
        await query.answer("Pressed")

    return dispatcher


async def converse(scene: Scene) -> None:
    await scene.farhan.says("Hello")
    await until(lambda: len(scene.farhan.inbox) == 1)
    await scene.farhan.taps("Press")
    await until(lambda: bool(scene.farhan.toasts))


async def test_an_echo_bot_that_polls(scene: Scene, bot: Bot) -> None:
    scene.telegram.bot.updates.patience = 0
    dispatcher = echoing()
    polling = asyncio.create_task(
        dispatcher.start_polling(bot, polling_timeout=5, handle_signals=False)
    )

    await converse(scene)
    await dispatcher.stop_polling()
    await polling

    assert (scene.farhan.reads(), scene.farhan.toasts[0].text) == ("Hello", "Pressed")


async def test_an_echo_bot_with_a_webhook(scene: Scene, bot: Bot) -> None:
    application = web.Application()
    handler = SimpleRequestHandler(echoing(), bot, secret_token="secret")
    handler.register(application, path="/hook")
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook", secret_token="secret")

    await converse(scene)
    await scene.telegram.drained()
    info = await bot.get_webhook_info()
    await runner.cleanup()

    assert (scene.farhan.reads(), scene.farhan.toasts[0].text) == ("Hello", "Pressed")
    assert (info.pending_update_count, info.last_error_message) == (0, None)


async def test_files_and_errors(scene: Scene, bot: Bot) -> None:
    sent = await bot.send_document(FARHAN, BufferedInputFile(b"VCAL", "plan.ics"), caption="Plan")
    assert sent.document is not None
    found = await bot.download(sent.document)
    assert found is not None
    assert found.read() == b"VCAL"
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(STRANGER, "x")
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(JAMIL, "x")
    scene.telegram.faults.add(kind="429", retry_after=3)
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(FARHAN, "x")
    assert caught.value.retry_after == 3
