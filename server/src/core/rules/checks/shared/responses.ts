import type { CallFact, SymbolicPath, ValueFact } from '../../../facts/python/model';
import { argumentOf } from '../../conditions';
import type { PythonFile } from '../../model';

/** What an answer is made of: JSON, or something that no schema describes (HTML, a file, a stream, a redirect). */
export type ResponseKind = 'json' | 'opaque';

const json = /^(fastapi|starlette)\.responses\.(JSONResponse|ORJSONResponse|UJSONResponse)$/;
const opaque = /^((fastapi|starlette)\.(responses\.)?(Response|HTMLResponse|PlainTextResponse|RedirectResponse|StreamingResponse|FileResponse)|(fastapi|starlette)\.templating\.\w+(\.\w+)?|sse_starlette\..+|fastapi\.openapi\.docs\.get_\w+_html)$/;
/** Pages, and what sends a browser to one. */
const page = /^((fastapi|starlette)\.responses\.(HTMLResponse|RedirectResponse)|(fastapi|starlette)\.templating\.\w+\.TemplateResponse|fastapi\.openapi\.docs\.get_\w+_html)$/;
const deepest = 8;

/** Of what kind a class is that makes responses, looked up through its bases; null for every other name. `path`: the file that the symbol stands in. */
export function responseClass(file: PythonFile, symbol: SymbolicPath, path: string = file.path, depth = 0): ResponseKind | null {
  const resolved = file.project.resolve(path, symbol);
  const name = resolved?.name ?? symbol;
  if (json.test(name)) return 'json';
  if (opaque.test(name)) return 'opaque';
  const definition = resolved?.definition;
  if (definition?.class != null && definition.function === null && depth < deepest) {
    for (const base of file.project.modules.get(definition.path)?.classes[definition.class]?.bases ?? []) {
      const kind = responseClass(file, base, definition.path, depth + 1);
      if (kind) return kind;
    }
    return null;
  }
  // A library's own response: nothing is known of it but its name.
  return resolved === null || resolved.definition === null ? (/JSONResponse$/.test(name) ? 'json' : /Response$/.test(name) ? 'opaque' : null) : null;
}

/** Of what kind the response is that a value is; null for what is no response, or unknown. */
export function responseKind(file: PythonFile, value: ValueFact, path: string = file.path): ResponseKind | null {
  if ((value.kind !== 'path' && value.kind !== 'call') || value.path === null) return null;
  const resolved = file.project.resolve(path, value.path);
  if (resolved && !resolved.isInstance) return null;
  if (resolved?.definition == null && resolved !== null) return json.test(resolved.name) ? 'json' : opaque.test(resolved.name) || /Response$/.test(resolved.name) ? 'opaque' : null;
  return value.path.endsWith('()') ? responseClass(file, value.path.slice(0, -2), path) : null;
}

/** Whether a name is a library's that makes a page for a browser, or sends it to one. */
export function isPage(name: string): boolean {
  return page.test(name);
}

/** The status that a call gives, by number or by name (`status.HTTP_404_NOT_FOUND`, `HTTPStatus.NOT_FOUND`); null where it gives none, or it cannot be told. */
export function statusOf(file: PythonFile, call: CallFact, position: string | null = null): number | null {
  const value = (argumentOf(call, 'status_code') ?? (position === null ? null : argumentOf(call, position)))?.value;
  if (value?.kind === 'number') return Number(value.text);
  if (value?.kind !== 'path') return null;
  const name = file.resolve(value.path)?.name ?? value.path;
  const number = /\bHTTP_(\d{3})_/.exec(name)?.[1];
  if (number !== undefined) return Number(number);
  return statuses[/\bHTTPStatus\.(\w+?)(?:\.value)?$/.exec(name)?.[1] ?? ''] ?? null;
}

/** Names of `http.HTTPStatus` whose class a rule asks for. */
const statuses: Readonly<Record<string, number>> = {
  NO_CONTENT: 204, RESET_CONTENT: 205, NOT_MODIFIED: 304,
  BAD_REQUEST: 400, UNAUTHORIZED: 401, PAYMENT_REQUIRED: 402, FORBIDDEN: 403, NOT_FOUND: 404, METHOD_NOT_ALLOWED: 405, NOT_ACCEPTABLE: 406,
  REQUEST_TIMEOUT: 408, CONFLICT: 409, GONE: 410, LENGTH_REQUIRED: 411, PRECONDITION_FAILED: 412, REQUEST_ENTITY_TOO_LARGE: 413, CONTENT_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415, IM_A_TEAPOT: 418, UNPROCESSABLE_ENTITY: 422, UNPROCESSABLE_CONTENT: 422, LOCKED: 423, FAILED_DEPENDENCY: 424, TOO_EARLY: 425,
  PRECONDITION_REQUIRED: 428, TOO_MANY_REQUESTS: 429, INTERNAL_SERVER_ERROR: 500, NOT_IMPLEMENTED: 501, BAD_GATEWAY: 502, SERVICE_UNAVAILABLE: 503,
  GATEWAY_TIMEOUT: 504,
};
