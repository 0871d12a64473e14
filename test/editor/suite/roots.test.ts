import assert from 'node:assert/strict';
import { newFile, openFile, placeOf, problem, problems, ruleOf } from '../../support/editor';

const [shop, plain] = [0, 1];

describe('two folders', () => {
  it('each has its own architecture: what is wrong in one is not in the other', async () => {
    const inShop = await newFile('services/orders_api/src/repository.py', '"""Reads the database itself."""\nimport sqlalchemy\n', shop);
    await problem(inShop.document.uri, 'boundary/no-direct-database');
    const inPlain = await openFile('app.py', plain);
    await problem(inPlain.document.uri, 'event-loop/no-blocking-call');
    assert.equal(problems(inPlain.document.uri).some((found) => ruleOf(found) === 'boundary/no-direct-database'), false);
  });

  it('universal rules speak where no architecture is followed', async () => {
    const { document } = await openFile('app.py', plain);
    const found = await problem(document.uri, 'event-loop/no-blocking-call');
    assert.equal(found.range.start.line, placeOf(document, 'time.sleep').start.line);
  });
});
