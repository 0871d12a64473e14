/** UTF-16 units of white space that a line begins with. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
