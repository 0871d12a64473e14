import assert from 'node:assert/strict';
import { join } from 'node:path';
import { neverCancelled } from '../../server/src/core/ports';
import type { TextChange } from '../../server/src/core/syntax/pythonDocument';
import { applyEdits, LineIndex } from '../../server/src/core/text/lineIndex';
import { Corpus } from '../support/fuzz/corpus';
import { Random, seeds } from '../support/fuzz/random';
import { freshlyTold, MemoryFiles, told, workspaceMaker } from '../support/fuzz/workspaces';

const edited = 'services/orders_api/src/orders.py';
const shared = 'services/orders_api/src/shared.py';

/** What the edited file asks of another one, where it is changed. */
const sharedText = `import httpx
import redis.asyncio as redis

HEADERS = {"X-Trace": "1"}
KEY = "orders"
ROUTING_KEY = "OrderPlaced"
cache = redis.Redis()


def key_of(order_id: int) -> str:
    return f"order:{order_id}"


def make_client() -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url="http://stock_data:8000", headers=HEADERS, timeout=5.0)
`;

const head = `import json

import aio_pika
import httpx
import redis.asyncio as redis
from fastapi import APIRouter, Depends
from fastapi.responses import JSONResponse
from src.shared import HEADERS, KEY, ROUTING_KEY, cache, key_of, make_client

router = APIRouter()
client = make_client()


def completed(message):
    return message


@router.get("/orders/{order_id}")
async def read_order(order_id: int):
    headers = {"Accept": "json"}
    response = await client.get(f"http://stock_data:8000/stock/{order_id}", headers=headers)
    name = f"order:{order_id}"
    if await cache.get(name) is None:
        await cache.set(name, response.text)
    if not order_id:
        return JSONResponse({"error": "no order"}, status_code=404)
    return response.json()


async def publish(exchange: aio_pika.abc.AbstractExchange, channel: aio_pika.abc.AbstractChannel):
    message = aio_pika.Message(b"{}", delivery_mode=2)
    await exchange.publish(message, routing_key="OrderPlaced")
    await channel.declare_queue("orders")


async def on_message(message: aio_pika.abc.AbstractIncomingMessage):
    data = json.loads(message.body)
    await cache.set(key_of(data["id"]), data["name"])


class Stock:
    def __init__(self):
        self.client = httpx.AsyncClient(headers=HEADERS)

    async def load(self, sku: str):
        response = await self.client.get("http://stock_data:8000/stock", params={"sku": sku})
        return response.json()
`;

/** Lines that change what another statement, of the file or in the same function, is found to be. */
const lines = [
  '    headers["X-Request-ID"] = "1"', '    headers = HEADERS', '    client.headers["X-Request-ID"] = "1"', 'client.headers["X-Request-ID"] = "1"', '    message.headers = {}', '    return message',
  '    message = completed(message)', '    completed(message)', '    message.headers["x-request-id"] = ""', '    response.raise_for_status()', '    name = KEY', '    name = key_of(1)', '    name = "a:b:c"', '    await cache.delete(name)',
  '    data = Order.model_validate(data)', '    check(data)', 'def check(data): return data["id"]', '    await client.post("/orders", json={})', '    await exchange.publish(message, routing_key=ROUTING_KEY)',
  'client = httpx.AsyncClient(headers={"X-Request-ID": "1"})', 'router.add_api_route("/x", publish)', 'import threading', 'threading.Thread(target=publish)', '    x = 1', '    """', '    pass', '', '@router.post("/y")',
  'if __name__ == "__main__":', 'async def publish(exchange, channel):', '    order = await cache.get("order")',
];
const sharedLines = [
  'HEADERS = {"X-Request-ID": "1"}', 'KEY = "orders:order:1"', 'ROUTING_KEY = "order.placed"', 'def key_of(order_id): return "a"', '    return httpx.AsyncClient(event_hooks={"request": [print]})', '', '    x = 1', 'x = 1',
];

/** An edit as a hand makes one: a few characters, a line, or a line taken away. */
function edit(random: Random, text: LineIndex, some: readonly string[]): TextChange & { readonly range: NonNullable<TextChange['range']> } {
  const choice = random.next();
  if (choice < 0.6) {
    const at = random.below(text.text.length + 1);
    const range = text.rangeOf(at, Math.min(text.text.length, at + random.below(3)));
    return { range, text: random.pick(['', 'x', 'a1', ' ', '"', ':', '(', ')', '.', '{x}', '\n', '_id']) };
  }
  const line = random.below(text.lineCount);
  const range = { start: { line, character: 0 }, end: { line: line + (choice < 0.85 ? 0 : 1), character: 0 } };
  return { range, text: choice < 0.92 ? `${random.pick(some)}\n` : '' };
}

describe('typing in a file', function () {
  this.timeout(0);
  const run = seeds(20);

  it(`says at each key what a fresh workspace says (${run.length} files from seed ${run[0]})`, async () => {
    const faults: string[] = [];
    const make = await workspaceMaker(faults);
    const blocks = new Corpus(join(__dirname, '../../docs-bundle')).of('python').filter((block) => /httpx|redis|aio_pika|JSONResponse/.test(block));
    for (const seed of run) {
      const random = new Random(seed);
      const text = [head, random.pick(blocks), random.pick(blocks)].join('\n\n');
      const files = new MemoryFiles();
      files.texts.set('archguide.yaml', 'packs: [improved-hybrid]\nservices: { services/orders_api: api }\n');
      files.texts.set(edited, text);
      files.texts.set(shared, sharedText);
      const workspace = make(files);
      await workspace.index(neverCancelled, () => undefined);
      const open = new Map([[edited, text], [shared, sharedText]]);
      for (const [path, opened] of open) workspace.open(path, opened);
      const log: string[] = [];
      for (let key = 1; key <= 16; key++) {
        const path = random.chance(0.15) ? shared : edited;
        const index = new LineIndex(open.get(path) ?? '');
        const change = edit(random, index, path === shared ? sharedLines : lines);
        log.push(`${path} ${JSON.stringify(change)}`);
        open.set(path, applyEdits(index.text, [{ range: change.range, newText: change.text }]));
        workspace.change(path, [change]);
        // What is kept is kept from here.
        for (const known of open.keys()) workspace.findings(known);
        if (key % 2 > 0) continue;
        const now = await told(workspace, files.texts.keys());
        const account = `seed ${seed} (ARCHGUIDE_FUZZ=1 ARCHGUIDE_FUZZ_SEED=${seed}), after:\n${log.join('\n')}\n`;
        assert.deepEqual(now, await freshlyTold(make, files, open), account);
        assert.deepEqual(faults, [], account);
      }
      workspace.dispose();
    }
  });
});
