import type { CallFact, ValueFact } from '../../facts/python/model';
import { comparePositions } from '../../text/range';
import { callsIn } from '../callsIn';
import { argumentOf } from '../conditions';
import type { PythonCheck, PythonFile } from '../model';
import { valuesOf } from '../valueFlow';
import { shownCallee } from '../writtenCode';

const setters = new Set(['aiogram.Bot.set_webhook', 'aiogram.methods.SetWebhook']);
const receiver = 'aiogram.webhook.aiohttp_server.SimpleRequestHandler';
/** An address with a secret part cannot be found by those who do not have it. */
const secret = /token|secret|hash/i;

/** A webhook that is set, or received, without a secret. Gives `problem` and `instead`. */
export const webhookSecret: PythonCheck = {
  name: 'aiogram/webhook-secret',
  input: 'python',
  words: ['set_webhook', 'SetWebhook', 'SimpleRequestHandler'],
  run({ file, report }) {
    for (const call of file.facts.calls) {
      const name = file.calleeOf(call);
      if (name === null || !(setters.has(name) || name === receiver) || hasSecret(call)) continue;
      if (name === receiver ? isBehindSecretPath(file, call) : !isAddressOpen(file, call)) continue;
      const callee = `\`${shownCallee(file.text, call.calleeRange)}\``;
      report({
        range: call.calleeRange,
        fields: name === receiver ? { problem: `${callee} takes updates from anybody`, instead: 'pass the `secret_token` with which the webhook is set' }
          : { problem: `${callee} sets a webhook without a secret, so anybody can post updates to it`, instead: 'pass `secret_token=` from the settings, and check it in the receiver' },
      });
    }
  },
};

function hasSecret(call: CallFact): boolean {
  return call.arguments.some(({ keyword, value }) => keyword === '*' || keyword === '**' || (keyword === 'secret_token' && value.kind !== 'none'));
}

/** An empty address removes the webhook. */
function isAddressOpen(file: PythonFile, call: CallFact): boolean {
  const value = (argumentOf(call, 'url') ?? argumentOf(call, '0'))?.value;
  return value !== undefined && !(value.kind === 'string' && value.text === '') && !isSecret(file, value);
}

function isBehindSecretPath(file: PythonFile, call: CallFact): boolean {
  return callsIn(file.facts, call.function).some((other) => {
    const isIts = comparePositions(other.range.start, call.range.start) === 0 || (call.boundTo !== null && file.text.slice(other.calleeRange) === `${call.boundTo}.register`);
    const path = other.name === 'register' && isIts ? argumentOf(other, 'path') ?? argumentOf(other, '1') : null;
    return path !== null && isSecret(file, path.value);
  });
}

/** By what is written there, or where the value is made in this file. */
function isSecret(file: PythonFile, value: ValueFact): boolean {
  return secret.test(file.text.slice(value.range)) || (valuesOf(file, value) ?? []).some((one) => one.path === file.path && secret.test(file.text.slice(one.value.range)));
}
