import type { FromUi, PanelState, ToUi } from '../messages';

declare function acquireVsCodeApi(): { postMessage(message: unknown): void; setState(state: unknown): void };

/** The extension, as the page sees it. */
export interface Host {
  send(message: FromUi): void;
  /** Keeps what the editor gives back to the extension when the window is opened again. */
  keep(state: PanelState): void;
}

/** Connects to the extension; `receive` is called for each of its messages. */
export function connect(receive: (message: ToUi) => void): Host {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (isMessage(event.data)) receive(event.data);
  });
  return { send: (message) => api.postMessage(message), keep: (state) => api.setState(state) };
}

function isMessage(data: unknown): data is ToUi {
  if (typeof data !== 'object' || data === null || !('type' in data)) return false;
  return data.type === 'page' ? 'page' in data && 'state' in data : data.type === 'message' && 'text' in data;
}
