import assert from 'node:assert/strict';
import { withElement, withImport, withImportedName, withLinesBefore } from '../../../server/src/core/features/scaffold/pythonEdits';

const head = 'import asyncio\n\nimport structlog\n\nfrom src.api.health import router\nfrom src.core.config import Settings\n\nx = 1\n';

describe('edits of Python that a use case is joined by', () => {
  it('put an import where isort has it, once', () => {
    const line = 'from src.api.v1.pay import router as pay_router';
    const once = withImport(head, line);
    assert.equal(once, head.replace('from src.core', `${line}\nfrom src.core`));
    assert.equal(withImport(once ?? '', line), once);
    assert.equal(withImport(head, 'from src.a import b'), head.replace('from src.api', 'from src.a import b\nfrom src.api'));
    assert.equal(withImport(head, 'from src.z import b'), head.replace('\n\nx', '\nfrom src.z import b\n\nx'));
    assert.equal(withImport(head, 'import src.z'), head.replace('from src.api', 'import src.z\nfrom src.api'));
    assert.equal(withImport('x = 1\n', line), null);
  });

  it('add a name to an import', () => {
    assert.equal(withImportedName('from src.handlers import start\n', 'src.handlers', 'pay'), 'from src.handlers import pay, start\n');
    assert.equal(withImportedName('from src.handlers import start\n', 'src.handlers', 'start'), 'from src.handlers import start\n');
    assert.equal(withImportedName('from src.handlers import (\n    start,\n)\n', 'src.handlers', 'pay'), null);
  });

  it('put lines before a line that is there once', () => {
    assert.equal(withLinesBefore('def f():\n    b()\n', '    b(', '    a()'), 'def f():\n    a()\n    b()\n');
    assert.equal(withLinesBefore('def f():\n    a()\n    b()\n', '    b(', '    a()'), 'def f():\n    a()\n    b()\n');
    assert.equal(withLinesBefore('    b()\n    b()\n', '    b(', '    a()'), null);
    assert.equal(withLinesBefore('c()\n', '    b(', '    a()'), null);
  });

  it('add an element, on one line as long as it fits', () => {
    assert.equal(withElement('    return []\n', 'return [', 'a(x)'), '    return [a(x)]\n');
    assert.equal(withElement('    return [a(x, y)]\n', 'return [', 'b()'), '    return [a(x, y), b()]\n');
    assert.equal(withElement('    return [a(x, y)]\n', 'return [', 'a(x, y)'), '    return [a(x, y)]\n');
    const long = 'c'.repeat(60);
    const twice = withElement(`    return [${long}(a)]\n`, 'return [', `${long}(b)`);
    assert.equal(twice, `    return [\n        ${long}(a),\n        ${long}(b),\n    ]\n`);
    assert.equal(withElement(twice ?? '', 'return [', 'd()'), `    return [\n        ${long}(a),\n        ${long}(b),\n        d(),\n    ]\n`);
  });

  it('leave alone what is not as it was made', () => {
    for (const text of ['', 'return [', 'return [a, # why\n b]\n', 'return ["a]"]\n', 'return [a]\nreturn [b]\n']) assert.equal(withElement(text, 'return [', 'x'), null, text);
  });
});
