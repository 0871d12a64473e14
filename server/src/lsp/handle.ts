import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import type { CancelSignal, Clock, Logger } from '../core/ports';

/** A request that takes longer is logged, so that slowness is found. */
const slow = 200;

/** The one wrapper through which every request goes: timing, cancellation, errors to responses. */
export class Handle {
  constructor(private readonly logger: Logger, private readonly clock: Clock) {}

  /** A handler that never throws into the connection: a fault is logged and answered with an error that says what failed. */
  request<P, R>(name: string, work: (params: P, signal: CancelSignal) => R | Promise<R>): (params: P, token: CancellationToken) => Promise<R | ResponseError> {
    return async (params, token) => {
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

  /** A notification's handler: a fault is logged and the server goes on. */
  notification<P>(name: string, work: (params: P) => void | Promise<void>): (params: P) => void {
    return (params) => {
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
