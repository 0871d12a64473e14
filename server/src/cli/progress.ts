/** Shows how far a check is on one line of a terminal; null takes the line away. Does nothing elsewhere. */
export type Progress = (text: string | null) => void;

export function progressLine(isTerminal: boolean): Progress {
  if (!isTerminal) return () => undefined;
  return (text) => { process.stderr.write(text === null ? '\r\u001b[K' : `\r\u001b[K${text}`); };
}
