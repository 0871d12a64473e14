import assert from 'node:assert/strict';
import { ResolvedPythonFile } from '../../../server/src/core/rules/pythonFile';
import { LineIndex } from '../../../server/src/core/text/lineIndex';
import { factsOf, type Files, py, viewOf } from '../project/virtualProject';

/** The roles of the functions of handlers.py that have one: `name role`. */
async function roles(files: Files): Promise<string[]> {
  const text = files['handlers.py'] ?? '';
  const facts = await factsOf(text);
  const file = new ResolvedPythonFile('handlers.py', new LineIndex(text), facts, await viewOf(files));
  return facts.functions.flatMap((fn, index) => {
    const role = file.roleOfFunction(index);
    return role === null ? [] : [`${fn.name} ${role}`];
  });
}

describe('What functions are to a framework', () => {
  const cases: Readonly<Record<string, readonly [Files, readonly string[]]>> = {
    'handed over in another file': [{
      'handlers.py': 'async def route(): ...\nasync def handle(message): ...\nasync def other(): ...\nasync def start(): ...\nasync def asgi(request): ...\n',
      'main.py': py`
        from aiogram import Dispatcher, Router
        from fastapi import FastAPI
        import handlers
        from handlers import handle
        app = FastAPI()
        app.add_api_route("/", handlers.route)
        app.add_route("/raw", handlers.asgi)
        router = Router()
        router.message.register(handle)
        dp = Dispatcher()
        dp.startup.register(handlers.start)
        `,
    }, ['route route', 'handle bot-handler', 'asgi route']],
    'a consumer as a method of an object of another file, a partial, a lambda': [{
      'handlers.py': py`
        class Consumer:
            async def on_message(self, message): ...
            async def other(self): ...
        async def with_more(pool, message): ...
        `,
      'main.py': py`
        from functools import partial
        import aio_pika
        from handlers import Consumer, with_more
        async def main(pool):
            connection = await aio_pika.connect_robust("x")
            channel = await connection.channel()
            queue = await channel.declare_queue("x")
            consumer = Consumer()
            await queue.consume(consumer.on_message)
            await queue.consume(partial(with_more, pool))
        `,
    }, ['on_message consumer', 'with_more consumer']],
    'in its own file: a method of self, a partial, a lambda and an inherited one': [{
      'handlers.py': py`
        from functools import partial
        from aio_pika.abc import AbstractQueue
        class Base:
            async def inherited(self, message): ...
        class Consumer(Base):
            async def start(self, queue: AbstractQueue):
                await queue.consume(self.on_message)
                await queue.consume(self.inherited)
                await queue.consume(partial(handle, 1))
                await queue.consume(lambda message: handle(1, message))
            async def on_message(self, message): ...
        async def handle(pool, message): ...
        `,
    }, ['inherited consumer', '<lambda> consumer', 'on_message consumer', 'handle consumer']],
    'subscribers of FastStream': [{ 'handlers.py': 'from faststream.rabbit import RabbitBroker\nbroker = RabbitBroker("x")\n@broker.subscriber("q")\nasync def handle(body): ...\n' }, ['handle consumer']],
    'a register of something else': [{ 'handlers.py': 'async def handle(): ...\n', 'main.py': 'import atexit\nimport handlers\natexit.register(handlers.handle)\n' }, []],
  };
  for (const [name, [files, expected]] of Object.entries(cases)) it(name, async () => assert.deepEqual(await roles(files), expected));
});
