import type { TextStyle } from '../core/report/text';

/**
 * How a report for people is drawn: as for a terminal where the output is one, or where FORCE_COLOR says so (force-color.org);
 * without colours where NO_COLOR is set to anything (no-color.org).
 */
export function textStyle(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): TextStyle {
  const forced = environment['FORCE_COLOR'] ?? '';
  const frames = isTerminal || (forced !== '' && forced !== '0' && forced !== 'false');
  return { frames, colour: frames && (environment['NO_COLOR'] ?? '') === '' && (environment['TERM'] !== 'dumb' || !isTerminal) };
}
