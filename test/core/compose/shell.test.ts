import assert from 'node:assert/strict';
import { shellProcesses, splitShell } from '../../../server/src/core/facts/compose/shell';

const splits: readonly (readonly [string, readonly string[]])[] = [
  ['uvicorn app:app --port 80', ['uvicorn', 'app:app', '--port', '80']],
  ['  a\t b  ', ['a', 'b']],
  [`a 'b c' "d e" f\\ g`, ['a', 'b c', 'd e', 'f g']],
  [`a"b"'c'd`, ['abcd']],
  [`"a \\"b\\" \\x"`, ['a "b" \\x']],
  [`''`, ['']],
  ['a&&b||c;d|e&f', ['a', '&&', 'b', '||', 'c', ';', 'd', '|', 'e', '&', 'f']],
  ['(a; b) &', ['(', 'a', ';', 'b', ')', '&']],
  ['a > out.log 2>&1', ['a', '>', 'out.log', '2>&1']],
  ['a2 >>b', ['a2', '>>', 'b']],
  ['a &> b', ['a', '&>', 'b']],
  ['echo ${A:-b c} $(date +%s) $X', ['echo', '${A:-b c}', '$(date +%s)', '$X']],
  ['a # comment\nb', ['a', ';', 'b']],
  ['a#b', ['a#b']],
  ['a \\\n b', ['a', 'b']],
  ['a\nb', ['a', ';', 'b']],
  ['python -c print(1)', ['python', '-c', 'print(1)']],
  ['a "unclosed b', ['a', 'unclosed b']],
  ['http://x/?a=1', ['http://x/?a=1']],
  ['', []],
];

/** A line for the shell, and its processes: words, ` &` behind those in the background. */
const processes: readonly (readonly [string, readonly string[]])[] = [
  ['uvicorn app:app', ['uvicorn app:app']],
  ['alembic upgrade head && uvicorn app:app', ['alembic upgrade head', 'uvicorn app:app']],
  ['a & b', ['a &', 'b']],
  ['a & b & wait', ['a &', 'b &']],
  ['a && b & c', ['a &', 'b &', 'c']],
  ['a; b & c', ['a', 'b &', 'c']],
  ['(a; b) & c', ['a &', 'b &', 'c']],
  ['{ a; b; } & c', ['a &', 'b &', 'c']],
  ['while true; do a; sleep 5; done & b', ['a &', 'sleep 5 &', 'b']],
  ['for i in 1 2 3; do a; done', ['a']],
  ['if [ -f x ]; then a; else b; fi; c', ['a', 'b', 'c']],
  ['until nc -z db 5432; do sleep 1; done; exec uvicorn a:b', ['nc -z db 5432', 'sleep 1', 'uvicorn a:b']],
  ['a | tee log', ['a', 'tee log']],
  ['a > /dev/null 2>&1 & b', ['a &', 'b']],
  ['cd /app && set -e && export A=1 && echo x && a', ['a']],
  ['A=1 B=2 uvicorn a:b', ['uvicorn a:b']],
  ['env A=1 uvicorn a:b', ['uvicorn a:b']],
  ['exec gunicorn a:b -k uvicorn.workers.UvicornWorker', ['gunicorn a:b -k uvicorn.workers.UvicornWorker']],
  ['sh -c "a && b"', ['a', 'b']],
  ['/bin/bash -lc "a & b"', ['a &', 'b']],
  [`bash -c 'sh -c "a & exec b"'`, ['a &', 'b']],
  ['bash -o pipefail -c "a"', ['a']],
  ['bash start.sh', ['bash start.sh']],
  ['sh -c "a" & b', ['a &', 'b']],
  ['poetry run uvicorn a:b', ['uvicorn a:b']],
  ['uv run --frozen --group dev uvicorn a:b', ['uvicorn a:b']],
  ['uv sync && uv run python -m app', ['uv sync', 'python -m app']],
  ['pipenv run python main.py', ['python main.py']],
  ['pdm run -p x start', ['start']],
  ['./wait-for-it.sh db:5432 --timeout=30 -- uvicorn a:b', ['uvicorn a:b']],
  ['wait-for-it.sh db:5432 -t 60', ['wait-for-it.sh db:5432 -t 60']],
  ['wait-for db:5432 -- sh -c "a && b"', ['a', 'b']],
  ['dockerize -wait tcp://db:5432 -timeout 60s uvicorn a:b', ['uvicorn a:b']],
  ['/sbin/tini -g -- uvicorn a:b', ['uvicorn a:b']],
  ['dumb-init python -m app', ['python -m app']],
  ['gosu app uvicorn a:b', ['uvicorn a:b']],
  ['timeout -k 5 10 a', ['a']],
  ['watchmedo auto-restart --directory=. --pattern=*.py -- celery -A app worker', ['celery -A app worker']],
  [`watchfiles "python -m app" src`, ['python -m app']],
  ['ddtrace-run uvicorn a:b', ['uvicorn a:b']],
  ['opentelemetry-instrument --service_name x uvicorn a:b', ['uvicorn a:b']],
  ['python -m debugpy --listen 0.0.0.0:5678 -m uvicorn a:b', ['python -m uvicorn a:b']],
  ['python -u -m app.bot', ['python -u -m app.bot']],
  ['python3 -Xfrozen_modules=off -m debugpy --listen 5678 --wait-for-client main.py', ['python3 -Xfrozen_modules=off -m debugpy --listen 5678 --wait-for-client main.py']],
  ['coverage run -m pytest', ['coverage run -m pytest']],
  ['python -m coverage run -m app', ['python -m app']],
  ['supervisord -n', ['supervisord -n']],
  ['', []],
  ['&', []],
  [') } done', []],
];

describe('shell words', () => {
  for (const [text, gives] of splits) {
    it(JSON.stringify(text), () => {
      assert.deepEqual(splitShell(text), gives);
    });
  }

  it('takes the end of a line for white space where asked', () => {
    assert.deepEqual(splitShell('a\nb', 'space'), ['a', 'b']);
  });

  it('ends on long texts', () => {
    for (const text of ['"', "'", '\\', '$(', '(', '& ', 'a ', '2>', '#']) assert.ok(Array.isArray(splitShell(text.repeat(1_000_000))));
  });
});

describe('shell processes', () => {
  for (const [text, gives] of processes) {
    it(JSON.stringify(text), () => {
      const found = shellProcesses(splitShell(text)).map(({ words, background }) => words.join(' ') + (background ? ' &' : ''));
      assert.deepEqual(found, gives);
    });
  }

  it('looks into the argument vector of a shell', () => {
    const found = shellProcesses(['sh', '-c', 'python -m bot & uvicorn app:app']);
    assert.deepEqual(found, [{ words: ['python', '-m', 'bot'], background: true }, { words: ['uvicorn', 'app:app'], background: false }]);
  });

  it('ends on shells in shells and on long lists', () => {
    assert.ok(shellProcesses(splitShell('a & '.repeat(20_000))).length <= 200);
    assert.deepEqual(shellProcesses(['exec', ...Array<string>(50).fill('exec'), 'a']).length, 1);
  });
});
