import type { PythonCheck } from '../model';
import { literalText } from '../pythonMatching';

/** As BotFather issues them: the bot's id, a colon, and 35 characters, which begin with `AA`. */
const token = /(?<=(?:^|[^0-9A-Za-z])(?:bot)?)\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/;
/** Says that it is no token, or was typed in the order of the keyboard. */
const invented = /example|dummy|fake|sample|placeholder|changeme|redacted|your|test|x{3}|(.)\1{3}|abcd|bcde|1234|qwer/i;

/** A token of a Telegram bot in the code. Tokens that are plainly made up are left alone. */
export const tokenLiteral: PythonCheck = {
  name: 'aiogram/no-token-literal',
  input: 'python',
  words: [':AA'],
  run({ file, report }) {
    if (!file.text.text.includes(':AA')) return;
    for (const fact of file.facts.strings) {
      const found = token.exec(literalText(fact.value))?.[0];
      if (found === undefined || invented.test(found.slice(found.indexOf(':') + 1))) continue;
      report({ range: fact.range, fields: { value: masked(found) } });
    }
  },
};

/** Reports end in logs and files: the secret part is not repeated there. */
function masked(found: string): string {
  return `${found.slice(0, found.indexOf(':'))}:AA…`;
}
