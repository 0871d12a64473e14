import type { Clock, Logger } from '../core/ports';

/** A logger that writes lines to standard error, which no protocol uses. */
export function stderrLogger(isVerbose: boolean): Logger {
  const write = (level: string) => (message: string): void => {
    process.stderr.write(`${level}: ${message}\n`);
  };
  const silent = (): void => undefined;
  return { error: write('error'), warn: write('warning'), info: isVerbose ? write('info') : silent, debug: isVerbose ? write('debug') : silent };
}

/** The process's own time. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => { clearTimeout(timer); };
  },
};
