import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pythonService } from '../latency/pythonService';

/** Python files of a service of the tree. */
const perService = 20;
const linesPerFile = 90;

/** Writes a workspace of so many Python files, in services that follow the pack improved-hybrid; gives the lines of Python. */
export async function writeLargeTree(folder: string, files: number, isFollowed: boolean): Promise<number> {
  const compose: string[] = [];
  let lines = 0;
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
    if (path.endsWith('.py')) lines += text.split('\n').length;
  };
  await write('archguide.yaml', isFollowed ? 'packs: [improved-hybrid]\n' : 'packs: []\n');
  for (let service = 0; service < Math.ceil(files / perService); service++) {
    const name = `shop_${service}_api`;
    compose.push(`  ${name}:\n    build: services/${name}\n    environment:\n      SHOP_DATA_URL: http://shop_${service}_data:8000\n`);
    const modules = Array.from({ length: perService - 1 }, (_, at) => `part_${at}`);
    await write(`services/${name}/Dockerfile`, 'FROM python:3.12-slim\nCOPY . /app\nUSER app\nCMD ["uvicorn", "src.main:app"]\n');
    await write(`services/${name}/src/main.py`, `from fastapi import FastAPI\nfrom src import ${modules.join(', ')}\n\napp = FastAPI(lifespan=part_0.lifespan)\n${modules.map((module) => `app.include_router(${module}.router)\n`).join('')}`);
    for (const [at, module] of modules.entries()) {
      const other = modules[(at + 1) % modules.length] ?? '';
      await write(`services/${name}/src/${module}.py`, pythonService(linesPerFile).replace('\nlogger =', `\nfrom src.${other} import get_http as get_other\n\nlogger =`));
    }
  }
  await write('docker-compose.yml', `services:\n${compose.join('')}`);
  return lines;
}
