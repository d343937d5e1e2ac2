"""Echo bots of python-telegram-bot, by polling and by webhook, against the local Telegram."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from endpoints import endpoint
from local_telegram import TOKEN, Scene, until
from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters

Echo = Application[Any, Any, Any, Any, Any, Any]


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    await update.message.reply_text(update.message.text or "")


def build(scene: Scene, *, is_polling: bool) -> Echo:
    url = scene.server.url
    builder = ApplicationBuilder().token(TOKEN).base_url(f"{url}/bot").job_queue(None)
    if not is_polling:
        builder = builder.updater(None)
    application = builder.build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    return application


@asynccontextmanager
async def polling(scene: Scene) -> AsyncIterator[None]:
    application = build(scene, is_polling=True)
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling(timeout=5)
        yield
        await application.updater.stop()
        await application.stop()


async def test_an_echo_bot_that_polls(scene: Scene) -> None:
    scene.telegram.bot.updates.patience = 0
    async with polling(scene):
        await scene.farhan.says("Hello")
        await until(lambda: len(scene.farhan.inbox) == 1)
        await scene.farhan.says("again")
        await until(lambda: len(scene.farhan.inbox) == 2)

    assert scene.farhan.reads(2) == ["Hello", "again"]


async def test_an_echo_bot_with_a_webhook(scene: Scene) -> None:
    application = build(scene, is_polling=False)

    async def hand_over(update: dict[str, Any]) -> None:
        await application.update_queue.put(Update.de_json(update, application.bot))

    async with endpoint() as listening, application:
        listening.hand_over = hand_over
        await application.bot.set_webhook(listening.url, secret_token="secret")
        await application.start()
        await scene.farhan.says("Hello")
        await scene.farhan.says("again")
        await until(lambda: len(scene.farhan.inbox) == 2)
        info = await application.bot.get_webhook_info()
        await application.stop()

    assert scene.farhan.reads(2) == ["Hello", "again"]
    assert {post.headers["X-Telegram-Bot-Api-Secret-Token"] for post in listening.posts} == {
        "secret"
    }
    assert (info.url, info.pending_update_count, info.api_kwargs) == (listening.url, 0, {})
