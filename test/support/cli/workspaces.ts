import type { FileTree } from '../lsp/tempFolder';

/** An error without a fix, an error with one, a warning with one. */
export const drifted: FileTree = {
  'docker-compose.yml': [
    'services:',
    '  orders_data:',
    '    build: ./services/orders_data',
    '  postgres:',
    '    image: postgres:latest',
    '    healthcheck:',
    '      test: ["CMD-SHELL", "pg_isready"]',
    '',
  ].join('\n'),
  'services/orders_api/src/main.py': [
    'import subprocess',
    'import time',
    '',
    'from fastapi import FastAPI',
    '',
    'app = FastAPI()',
    '',
    '',
    '@app.get("/health")',
    'async def health() -> str:',
    '    time.sleep(1)',
    '    subprocess.run(["sync"])',
    '    return "ok"',
    '',
  ].join('\n'),
};

/** Nothing to find. */
export const sound: FileTree = {
  'services/orders_api/src/main.py': 'import asyncio\n\n\nasync def pause() -> None:\n    await asyncio.sleep(1)\n',
};
