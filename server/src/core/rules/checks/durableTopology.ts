import type { ArgumentFact, CallFact } from '../../facts/python/model';
import { callsNamed } from '../callsIn';
import { argumentOf } from '../conditions';
import { addKeyword } from '../fixes';
import type { Fix, PythonCheck, PythonFile } from '../model';
import { shownCallee, shownText } from '../writtenCode';
import { amqpMethod, declaredName, isTemporary } from './shared/amqp';

const declarations: ReadonlyMap<string, string> = new Map([['Channel.declare_queue', 'queue'], ['Channel.declare_exchange', 'exchange']]);

/** A queue or exchange that stays, declared without `durable=True`; aio-pika's default is that it is not durable. Gives `callee`, `what` and `problem`. */
export const durableTopology: PythonCheck = {
  name: 'rabbitmq/durable-topology',
  input: 'python',
  words: ['declare_queue', 'declare_exchange'],
  run({ file, report }) {
    for (const call of callsNamed(file.facts, 'declare_queue', 'declare_exchange')) {
      const what = declarations.get(amqpMethod(file, call) ?? '');
      const name = declaredName(call);
      if (what === undefined || name === null) continue;
      const durable = argumentOf(call, 'durable');
      if ((durable !== null && durable.value.kind !== 'false') || isTemporary(file, call)) continue;
      report({
        range: durable?.range ?? call.calleeRange,
        fields: {
          callee: shownCallee(file.text, call.calleeRange),
          what: `The ${what} \`${shownText(file.text.slice(name.range))}\``,
          problem: durable === null ? '`durable` is not passed' : `\`durable\` is \`${file.text.slice(durable.value.range)}\``,
        },
        fix: makeDurable(file, call, durable),
      });
    }
  },
};

function makeDurable(file: PythonFile, call: CallFact, durable: ArgumentFact | null): Fix {
  const edit = durable === null ? addKeyword(file.path, file.text, call, 'durable=True') : { path: file.path, range: durable.value.range, newText: 'True' };
  return { title: 'Declare it with durable=True', edits: [edit] };
}
