import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pythonService } from './pythonService';

/** A folder to open in both servers, each with its own configuration in it. */
export interface BenchWorkspace {
  readonly folder: string;
  /** The document that is opened and edited. */
  readonly uri: string;
  readonly text: string;
}

const document = 'services/orders_api/src/orders.py';

/** A business service beside its data service, which follow the pack improved-hybrid; the document has about so many lines. */
export async function makeWorkspace(root: string, folder: string, lines: number): Promise<BenchWorkspace> {
  const text = pythonService(lines);
  const files: Readonly<Record<string, string>> = {
    'archguide.yaml': 'packs: [improved-hybrid]\n',
    'docker-compose.yml': `services:
  orders_api:
    build: services/orders_api
    environment:
      ORDERS_DATA_URL: http://orders_data:8000
  orders_data:
    build: services/orders_data
`,
    'services/orders_api/Dockerfile': 'FROM python:3.12-slim\nCOPY . /app\nUSER app\nCMD ["uvicorn", "src.main:app"]\n',
    'services/orders_api/src/__init__.py': '',
    'services/orders_api/src/main.py': 'from fastapi import FastAPI\n\nfrom src import orders\n\napp = FastAPI(lifespan=orders.lifespan)\napp.include_router(orders.router, prefix="/api/v1")\n',
    'services/orders_data/src/main.py': 'from fastapi import FastAPI\nfrom sqlalchemy.ext.asyncio import create_async_engine\n\napp = FastAPI()\n',
    [document]: text,
  };
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  await cp(join(root, 'test/bench/ast-grep'), folder, { recursive: true });
  return { folder, uri: `file://${join(folder, document)}`, text };
}
