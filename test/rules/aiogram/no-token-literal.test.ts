import { describeRule } from '../../support/describeRule';

/** Put together here, so that no scanner takes this file for a leak. */
const token = ['8471029365', 'AAH7notRealPq2vLk9sZr4wYc-1Jt6Nd8Ub'].join(':');
const mark = '^'.repeat(token.length + 2);

describeRule('aiogram/no-token-literal', ({ catches, leaves }) => {
  catches('a token in a constant, and in a call', `
    from aiogram import Bot

    BOT_TOKEN = "${token}"
    #           ${mark} error: aiogram/no-token-literal: \`8471029365:AA…\` is the token of a Telegram bot; revoke it at BotFather, and read the new one from the settings as a \`SecretStr\`.
    bot = Bot(token="${token}")
    #               ${mark} error: aiogram/no-token-literal
  `, { kind: 'bot' });

  catches('a token in a URL, a default and a mapping', `
    import os

    URL = "https://api.telegram.org/bot${token}/sendMessage"
    #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^${mark}^^^^^^^^^^^^ error: aiogram/no-token-literal
    TOKEN = os.getenv("BOT_TOKEN", "${token}")
    #                              ${mark} error: aiogram/no-token-literal
    BOTS = {"support": "${token}"}
    #                  ${mark} error: aiogram/no-token-literal
  `, { kind: 'api' });

  catches('tests and scripts, where no pack is followed', `
    //- archguide.yaml
    packs: []
    //- tests/conftest.py
    TOKEN = "${token}"
    #       ${mark} error: aiogram/no-token-literal
    //- scripts/send.py
    TOKEN = "${token}"
    #       ${mark} error: aiogram/no-token-literal
  `);

  leaves('tokens that are plainly made up', `
    FIRST = "1234567890:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    SECOND = "1234567890:AABBCCDDEEFFaabbccddeeff-1234567890"
    THIRD = "987654321:AAtest-token-of-our-test-bot-00000"
    FOURTH = "42:TEST"
    FIFTH = "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11"
  `, { kind: 'bot' });

  leaves('a token that is read from the settings', `
    from aiogram import Bot

    from src.core.config import Settings

    bot = Bot(token=Settings().bot_token.get_secret_value())
  `, { kind: 'bot' });

  leaves('texts of another length or kind', `
    DIGEST = "sha256:AAH7notRealPq2vLk9sZr4wYc1Jt6Nd8U5b"
    LONGER = "${token}QQQQQQQQ"
    TIME = "20260101:AA"
    ORDER = "x${token}"


    def explain() -> None:
        """A token looks like ${token}."""
  `, { kind: 'bot' });
});
