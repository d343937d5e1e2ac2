"""The demo: the real bot and a local Telegram in one process, with a sample group."""
