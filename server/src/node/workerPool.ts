import { Worker } from 'node:worker_threads';
import type { ModuleSummary } from '../core/project/model';
import type { Finding } from '../core/rules/model';
import type { PythonPool, PythonReading } from '../core/workspace/pool';
import type { WorkerAnswer, WorkerRequest, WorkerStart } from './workerProtocol';

/** Files that a worker is given at once: enough that messages cost nothing, few enough that all are done at about the same time. */
const batch = 24;
/** Starting a worker costs as much as reading so many files. */
const leastFiles = 150;

export interface WorkerPoolOptions extends Omit<WorkerStart, 'keptCharacters'> {
  /** Threads; at least 2 are worth it. */
  readonly workers: number;
  /** The bundle that a worker runs: `dist/worker.js`. */
  readonly script: string;
  /** For all workers together, see `WorkspaceParts`. */
  readonly keptCharacters: number;
  /** Fewer files are not handed over. Default: what a worker's start is worth. */
  readonly least?: number;
}

type Progress = (done: number, total: number) => void;

/** Worker threads that read and judge Python files, started when they are first needed. Call `close` in the end. */
export class WorkerPool implements PythonPool {
  readonly least: number;
  private members: readonly Member[] | null = null;
  private readonly readBy = new Map<string, Member>();

  constructor(private readonly options: WorkerPoolOptions) {
    this.least = options.least ?? leastFiles;
  }

  async read(paths: readonly string[], progress: Progress): Promise<readonly PythonReading[]> {
    const readings = new Map<string, PythonReading>();
    const queue = batches(paths);
    let done = 0;
    await this.each(async (member) => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const answer = await member.ask({ kind: 'read', paths: next });
        if (answer.kind !== 'read') continue;
        member.summaries.push(answer.summaries);
        const summaries = new Map((JSON.parse(answer.summaries) as ModuleSummary[]).map((summary) => [summary.path, summary]));
        const suppressing = new Map(answer.suppressing.map(([path, comments, text]) => [path, { comments, text }]));
        for (const path of answer.paths) {
          this.readBy.set(path, member);
          readings.set(path, { path, summary: summaries.get(path) ?? null, suppressing: suppressing.get(path) ?? null });
        }
        done += next.length;
        progress(done, paths.length);
      }
    });
    return paths.flatMap((path) => readings.get(path) ?? []);
  }

  has(path: string): boolean {
    return this.readBy.has(path);
  }

  async judge(paths: readonly string[], plain: readonly string[], modules: ReadonlyMap<string, ModuleSummary>, progress: Progress): Promise<ReadonlyMap<string, readonly Finding[]>> {
    const readHere = JSON.stringify([...modules.values()].filter((summary) => !this.readBy.has(summary.path)));
    const found = new Map<string, readonly Finding[]>();
    await this.each(async (member) => {
      const own = paths.filter((path) => this.readBy.get(path) === member);
      if (own.length === 0) return;
      const others = (this.members ?? []).filter((other) => other !== member).flatMap((other) => other.summaries);
      await member.ask({ kind: 'learn', plain, summaries: [...others, readHere] });
      for (const some of batches(own)) {
        const answer = await member.ask({ kind: 'judge', paths: some });
        if (answer.kind === 'judge') for (const [path, findings] of answer.findings) found.set(path, findings);
        progress(found.size, paths.length);
      }
    });
    return found;
  }

  /** Ends the threads at once. */
  async close(): Promise<void> {
    const { members } = this;
    this.members = null;
    await Promise.all((members ?? []).map((member) => member.close()));
  }

  private async each(work: (member: Member) => Promise<void>): Promise<void> {
    const { script, workers, keptCharacters, root, paths, trusted } = this.options;
    this.members ??= Array.from({ length: workers }, () => new Member(script, { root, paths, trusted, keptCharacters: keptCharacters / workers }));
    await Promise.all(this.members.map(work));
  }
}

function batches(paths: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(paths.length / batch) }, (_, at) => paths.slice(at * batch, (at + 1) * batch));
}

type Question = WorkerRequest extends infer R ? (R extends WorkerRequest ? Omit<R, 'id'> : never) : never;

/** A worker and the questions that it has not answered yet. */
class Member {
  /** What it has read, as JSON. */
  readonly summaries: string[] = [];
  private readonly worker: Worker;
  private readonly waiting = new Map<number, { readonly resolve: (answer: WorkerAnswer) => void; readonly reject: (error: Error) => void }>();
  private asked = 0;
  private ended: Error | null = null;

  constructor(script: string, start: WorkerStart) {
    this.worker = new Worker(script, { workerData: start });
    this.worker.on('message', (answer: WorkerAnswer) => {
      const waiting = this.waiting.get(answer.id);
      this.waiting.delete(answer.id);
      if (answer.kind === 'fault') waiting?.reject(new Error(`a worker thread failed: ${answer.message}`));
      else waiting?.resolve(answer);
    });
    this.worker.on('error', (error) => { this.end(new Error(`a worker thread failed: ${error instanceof Error ? error.message : String(error)}`)); });
    this.worker.on('exit', (code) => { this.end(new Error(`a worker thread ended with exit status ${code}`)); });
  }

  ask(question: Question): Promise<WorkerAnswer> {
    return new Promise((resolve, reject) => {
      if (this.ended) {
        reject(this.ended);
        return;
      }
      const id = this.asked++;
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...question, id } satisfies WorkerRequest);
    });
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private end(error: Error): void {
    this.ended ??= error;
    for (const { reject } of this.waiting.values()) reject(this.ended);
    this.waiting.clear();
  }
}
