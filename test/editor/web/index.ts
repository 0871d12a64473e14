// Runs in the web worker of VS Code in a page, which has no Node for mocha. Rejects where a check failed.
import { checks } from './checks';

const mark = '@@archguide ';

export async function run(): Promise<void> {
  const failed: string[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`${mark}    ✔ ${name}`);
    } catch (error) {
      failed.push(name);
      console.log(`${mark}    ✘ ${name}\n${error instanceof Error ? error.stack ?? error.message : String(error)}`);
    }
  }
  if (failed.length > 0) throw new Error(`Failed: ${failed.join(', ')}.`);
}
