"""The usual way to write such a bot, to measure beside: python-telegram-bot's Application, with its defaults.

`python -m benchmarks.echo URL TOKEN`
"""

import sys

from telegram import Update
from telegram.ext import Application, ApplicationBuilder, ContextTypes, MessageHandler, filters


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    if message is not None and message.text is not None:
        await message.reply_text(message.text)


def application(url: str, token: str) -> "Application":  # type: ignore[type-arg]  # six parameters that say nothing here
    built = ApplicationBuilder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    built.add_handler(MessageHandler(filters.TEXT, echo))
    return built


if __name__ == "__main__":
    application(*sys.argv[1:3]).run_polling()
