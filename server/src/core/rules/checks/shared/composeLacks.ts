import type { ComposeService } from '../../../facts/compose/model';
import type { CheckContext, FileEdit, Fix, Report } from '../../model';

/** One service of which a rule has something to say. */
export interface Lack {
  readonly service: ComposeService;
  /** Where it is told. */
  readonly at: ComposeService['at'];
  readonly fields?: Readonly<Record<string, string>>;
  /** The edits that mend it; null where none is known to be right. */
  readonly edits: readonly FileEdit[] | null;
}

const mostNamed = 4;
const mostRelated = 20;

/**
 * Tells what services lack, with the fields `name` (the services, quoted) and `verb` (has, have). Where most of a file's services lack it, nobody decided it service by service: it is told once,
 * at the first, with the others named. Where most have it, each exception is told where it stands.
 *
 * @param judged all services of which the rule asks it
 * @param title of the fix, with the number of services that it mends
 */
export function reportLacks(context: CheckContext, judged: readonly ComposeService[], lacks: readonly Lack[], title: (count: number) => string, fixTraits: Pick<Fix, 'needsReview'> = {}): void {
  for (const path of new Set(lacks.map((lack) => lack.at.path))) {
    const here = lacks.filter((lack) => lack.at.path === path);
    const asked = judged.filter((service) => service.at.path === path).length;
    if (here.length > 1 && here.length * 2 > asked) context.report(reportOf(here, title, fixTraits));
    else for (const lack of here) context.report(reportOf([lack], title, fixTraits));
  }
}

function reportOf(lacks: readonly Lack[], title: (count: number) => string, fixTraits: Pick<Fix, 'needsReview'>): Report {
  const [first, ...others] = lacks;
  const edits = lacks.flatMap((lack) => lack.edits ?? []);
  const fix: Fix | null = lacks.some((lack) => lack.edits === null) ? null : { title: title(lacks.length), ...fixTraits, edits };
  return {
    path: first?.at.path ?? '',
    range: first?.at.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
    fields: {
      ...first?.fields,
      service: first?.service.name ?? '', name: namesOf(lacks.map((lack) => lack.service.name)), verb: lacks.length === 1 ? 'has' : 'have',
    },
    fix,
    related: others.slice(0, mostRelated).map((lack) => ({ ...lack.at, message: `\`${lack.service.name}\` too` })),
  };
}

/** `` `a`, `b` and `c` ``; with many, the first ones and how many more. */
function namesOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  if (quoted.length > mostNamed) return `${quoted.slice(0, mostNamed - 1).join(', ')} and ${quoted.length - mostNamed + 1} more services`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
}
