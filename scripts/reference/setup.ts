// What is shared with the check of the pages' examples: finding a Python, and real servers.
export { SetupError, findPython } from '../examples/environment';
export type { Python } from '../examples/environment';
export { repository } from '../examples/pages';
export { Servers } from '../examples/servers';
export type { ServerName } from '../examples/servers';

export const step = (text: string): void => console.error(`[check-reference] ${text}`);
