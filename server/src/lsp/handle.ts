import { ErrorCodes, LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { CancelSignal, Clock, Logger } from '../core/ports';

/** A request that takes longer is logged, so that slowness is found. */
const slow = 200;

/** Where a connection stands (LSP 3.17, Server lifecycle). */
export type Stage = 'starting' | 'serving' | 'ended';

/** The one wrapper through which every request goes: timing, cancellation, errors to responses. */
export class Handle {
  constructor(private readonly logger: Logger, private readonly clock: Clock, private readonly stage: () => Stage) {}

  /** A handler that never throws into the connection: a fault is logged and answered with an error that says what failed. */
  request<P, R>(name: string, work: (params: P, signal: CancelSignal) => R | Promise<R>): (params: P, token: CancellationToken) => Promise<R | ResponseError> {
    return async (params, token) => {
      const stage = this.stage();
      if (stage === 'starting') return new ResponseError(ErrorCodes.ServerNotInitialized, `${name} came before initialize`);
      if (stage === 'ended') return new ResponseError(ErrorCodes.InvalidRequest, `${name} came after shutdown`);
      if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, `${name} was cancelled`);
      const started = this.clock.now();
      try {
        const result = await work(params, signalOf(token));
        if (token.isCancellationRequested) return new ResponseError(LSPErrorCodes.RequestCancelled, `${name} was cancelled`);
        const took = this.clock.now() - started;
        if (took > slow) this.logger.info(`${name} took ${Math.round(took)} ms`);
        return result;
      } catch (error) {
        this.logger.error(`${name} failed: ${describe(error)}`);
        return new ResponseError(LSPErrorCodes.RequestFailed, `${name} failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    };
  }

  /** Work of the server's own, such as after a pause: as a notification's handler. */
  callback(name: string, work: () => void | Promise<void>): () => void {
    const run = this.notification<void>(name, work);
    return () => { run(undefined); };
  }

  /** A notification's handler: a fault is logged and the server goes on. Dropped before initialize and after shutdown. */
  notification<P>(name: string, work: (params: P) => void | Promise<void>): (params: P) => void {
    return (params) => {
      if (this.stage() !== 'serving') return;
      void (async () => {
        try {
          await work(params);
        } catch (error) {
          this.logger.error(`${name} failed: ${describe(error)}`);
        }
      })();
    };
  }
}

/** A token as core's signal. */
export function signalOf(token: CancellationToken): CancelSignal {
  return { get isCancelled() { return token.isCancellationRequested; } };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
