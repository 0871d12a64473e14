import assert from 'node:assert/strict';
import { ScaffoldError } from '../../../server/src/core/features/scaffold/model';
import { checkName, toKebab, toPascal, toSentence } from '../../../server/src/core/features/scaffold/names';

describe('names of what is made', () => {
  const refused: readonly (readonly [name: string, said: RegExp])[] = [
    ['OrdersApi', /say `orders_api`/], ['orders-api', /say `orders_api`/], ['../orders', /is no name for a service/], ['1orders', /beginning with a letter$/], ['orders_', /say `orders`/],
    ['a__b', /say `a_b`/], ['', /is no name/], ['class', /word of Python's own/], ['match', /word of Python's own/], ['redis', /meaning of its own/], ['заказы', /is no name/],
    ['a'.repeat(64), /at most 63/], ['orders\n', /say `orders`/], ['__proto__', /say `proto`/],
  ];
  for (const [name, said] of refused) {
    it(`${JSON.stringify(name).slice(0, 20)} is refused`, () => { assert.throws(() => { checkName(name, 'service'); }, (error: unknown) => error instanceof ScaffoldError && said.test(error.message)); });
  }

  for (const name of ['orders', 'shop_orders_api', 'a2b_c3', 'a'.repeat(63)]) {
    it(`${name.slice(0, 20)} is taken`, () => { checkName(name, 'service'); });
  }

  it('become names of classes, of addresses and sentences', () => {
    assert.deepEqual([toPascal('cancel_order'), toKebab('cancel_order'), toSentence('cancel_order')], ['CancelOrder', 'cancel-order', 'Cancel order']);
  });
});
