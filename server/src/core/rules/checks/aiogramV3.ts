import type { CallFact, DecoratorFact, ImportFact } from '../../facts/python/model';
import type { CheckContext, PythonCheck, PythonFile } from '../model';
import { NamePattern } from '../namePattern';
import { isPinnedBelow } from './shared/declaredVersion';
import { isEitherImport } from './shared/fallbackImport';

const enums = 'import it from `aiogram.enums`';

/** What aiogram 2.25 had and aiogram 3 has not, as it was imported, and what is there instead. `aiogram.contrib` may be the package aiogram-contrib: only aiogram 2's own modules are named. */
const removed: readonly { readonly names: NamePattern; readonly instead: string }[] = Object.entries({
  'aiogram.executor aiogram.utils.executor.**': 'start the bot by `await dp.start_polling(bot)`',
  'aiogram.utils.exceptions.**': 'catch the exceptions of `aiogram.exceptions`',
  'aiogram.utils.callback_data.**': 'derive the data from `aiogram.filters.callback_data.CallbackData`',
  'aiogram.utils.helper.**': 'declare states with `aiogram.fsm.state`, and constants with `enum`',
  'aiogram.utils.emoji.** aiogram.utils.parts.** aiogram.utils.deprecated.** aiogram.utils.json.**': 'write it without',
  'aiogram.contrib.fsm_storage.**': 'take the storage from `aiogram.fsm.storage`',
  'aiogram.contrib.middlewares.i18n.**': 'use `aiogram.utils.i18n`',
  'aiogram.contrib.middlewares.logging.** aiogram.contrib.middlewares.environment.** aiogram.contrib.middlewares.fsm.**': 'write it on `aiogram.BaseMiddleware`',
  'aiogram.dispatcher.filters.state.**': 'take states from `aiogram.fsm.state`',
  'aiogram.dispatcher.filters.**': 'take filters from `aiogram.filters`, or write them with `aiogram.F`',
  'aiogram.dispatcher.storage.**': 'take storages and contexts from `aiogram.fsm`',
  'aiogram.dispatcher.FSMContext aiogram.dispatcher.dispatcher.FSMContext': 'import `FSMContext` from `aiogram.fsm.context`',
  'aiogram.dispatcher.Dispatcher': 'import `Dispatcher` from `aiogram`',
  'aiogram.dispatcher.webhook.**': 'use `aiogram.webhook.aiohttp_server`',
  'aiogram.dispatcher.handler.**': 'raise `CancelHandler` and `SkipHandler` from `aiogram.dispatcher.event.bases`',
  'aiogram.dispatcher.middlewares.BaseMiddleware aiogram.dispatcher.middlewares.LifetimeControllerMiddleware': 'derive it from `aiogram.BaseMiddleware`',
  'aiogram.types.ParseMode.** aiogram.types.ChatType.** aiogram.types.ChatMemberStatus.** aiogram.types.MessageEntityType.** aiogram.types.PollType.** aiogram.types.DiceEmoji.** aiogram.types.BotCommandScopeType.**': enums,
  'aiogram.types.ContentTypes.**': 'filter by `aiogram.F`, or use `aiogram.enums.ContentType`',
  'aiogram.types.ChatActions.**': 'use `aiogram.enums.ChatAction`',
  'aiogram.types.MediaGroup.**': 'use `aiogram.utils.media_group.MediaGroupBuilder`',
  'aiogram.types.AllowedUpdates.**': 'use `dp.resolve_used_update_types()`',
  'aiogram.fsm.context.FSMContext.finish aiogram.fsm.context.FSMContext.reset_state': 'call `clear`',
  'aiogram.fsm.context.FSMContext.proxy': 'call `get_data` and `update_data`',
}).flatMap(([names, instead]) => names.split(' ').map((name) => ({ names: new NamePattern(name), instead })));

const events = 'message|edited_message|channel_post|edited_channel_post|callback_query|inline|chosen_inline|shipping_query|pre_checkout_query|poll|poll_answer|my_chat_member|chat_member|chat_join_request|errors';
const handler = new RegExp(`^(register_)?(${events})_handler$`);

/** Names of aiogram 2 in a bot that is to run on aiogram 3. Gives `name` and `instead`. Silent where the project pins aiogram 2 and does not follow the pack. */
export const aiogramV3: PythonCheck = {
  name: 'aiogram/v3-api',
  input: 'python',
  words: ['aiogram', '_handler', 'Dispatcher'],
  run({ file, project, rule, report }) {
    if (!project.follows(rule.pack) && isPinnedBelow(project, file.path, 'aiogram', '3')) return;
    const said = reportImports(file, report);
    for (const attribute of file.facts.attributes) {
      const name = file.resolve(attribute.path)?.name;
      // An attribute of an object whose class is gone is no finding of its own.
      const gone = name?.startsWith('aiogram.types.') === true ? removedOf(name) : null;
      const written = file.text.slice(attribute.range);
      if (gone !== null && !said.has(headOf(written))) report({ range: attribute.range, fields: { name: written, instead: gone } });
    }
    const decorators = new Set(file.facts.functions.flatMap((fn) => fn.decorators.flatMap((decorator) => decorator.call ?? [])));
    for (const fn of file.facts.functions) for (const decorator of fn.decorators) reportDecorator(file, decorator, report);
    file.facts.calls.forEach((call, index) => {
      if (!decorators.has(index)) reportCall(file, call, said, report);
    });
  },
};

function removedOf(name: string): string | null {
  return removed.find(({ names }) => names.matches(name))?.instead ?? null;
}

/** One finding a statement and module; code that also runs without the import is not judged. Gives the names that are bound to what is gone: their uses need not be told, too. */
function reportImports(file: PythonFile, report: CheckContext['report']): ReadonlySet<string> {
  const judged = new Set<string>();
  const bound = new Set<string>();
  for (const fact of file.facts.imports) {
    if (fact.typesOnly || isEitherImport(file, fact) || fact.level > 0 || !fact.module.startsWith('aiogram')) continue;
    const place = `${fact.moduleRange.start.line}:${fact.moduleRange.start.character}`;
    const name = importedName(fact);
    const gone = removedOf(name);
    if (gone === null) continue;
    bound.add(fact.bound);
    if (judged.has(place)) continue;
    judged.add(place);
    report({ range: fact.moduleRange, fields: { name, instead: gone } });
  }
  return bound;
}

function headOf(written: string): string {
  return /^\w*/.exec(written)?.[0] ?? '';
}

function importedName(fact: ImportFact): string {
  return fact.name === null || fact.name === '*' ? fact.module : `${fact.module}.${fact.name}`;
}

/** `@dp.message_handler(…)`. What `dp` is may not be known here: then the file must have to do with aiogram, and with no other bot library. */
function reportDecorator(file: PythonFile, decorator: DecoratorFact, report: CheckContext['report']): void {
  const method = /\.(\w+)(\(\))?$/.exec(decorator.path)?.[1] ?? '';
  if (!handler.test(method) || !isOfAiogram(file, decorator.path)) return;
  const written = file.text.slice(decorator.range).replace(/^@\s*/, '').replace(/\s*\([\s\S]*$/, '');
  report({ range: decorator.range, fields: { name: `@${written}`, instead: `register the handler by \`@router.${eventOf(method)}\` of a \`Router\`` } });
}

/** The observer of aiogram 3 for a method of aiogram 2. */
function eventOf(method: string): string {
  const event = method.replace(/^register_/, '').replace(/_handler$/, '');
  return event === 'inline' ? 'inline_query' : event === 'chosen_inline' ? 'chosen_inline_result' : event;
}

function isOfAiogram(file: PythonFile, symbol: string | null): boolean {
  const name = file.resolve(symbol)?.name;
  if (name !== undefined) return /^aiogram\.(Dispatcher|Router)\./.test(name);
  return file.imports(['aiogram']) && !file.imports(['telebot', 'telegram', 'pyrogram']);
}

function reportCall(file: PythonFile, call: CallFact, said: ReadonlySet<string>, report: CheckContext['report']): void {
  const name = file.calleeOf(call);
  const callee = file.text.slice(call.calleeRange);
  if (handler.test(call.name)) {
    if (call.name.startsWith('register_') && call.callee?.includes('.') === true && isOfAiogram(file, call.callee)) {
      report({ range: call.calleeRange, fields: { name: callee, instead: `register the handler by \`router.${eventOf(call.name)}.register\` of a \`Router\`` } });
    }
    return;
  }
  if (name === null || !name.startsWith('aiogram.')) return;
  const first = call.arguments[0];
  if (name === 'aiogram.Dispatcher' && first?.keyword === null) {
    report({ range: call.range, fields: { name: `${callee}(${file.text.slice(first.range)})`, instead: 'make it without the bot, and hand the bot to `dp.start_polling(bot)`' } });
  }
  const gone = removedOf(name);
  if (gone !== null && /^aiogram\.(types|fsm)\./.test(name) && !said.has(headOf(callee))) report({ range: call.calleeRange, fields: { name: callee, instead: gone } });
}
