import type { Module, ModuleSource, Pack } from '../model';
import { dataLanguages } from './blockSyntax';
import { placeBlocks, workspacesOf } from './blockWorkspaces';
import type { PlacedBlock } from './blockWorkspaces';
import type { BlockChecker, BlockFinding, ParseCheck, VerifyFailure, VerifyFailureKind, VerifyReport } from './model';
import { compareTexts } from '../../text/order';

export interface VerifyOptions {
  /** Ids of the rules that the checker has; an example that names another rule waits for it. */
  readonly knownRules: ReadonlySet<string>;
  /** Parse checks by language, beside YAML, JSON and TOML, which are built in. */
  readonly parse?: ReadonlyMap<string, ParseCheck>;
  /** Only these pages; all where left out. */
  readonly modules?: ReadonlySet<string>;
}

const contradiction = 'docs/example-contradicts-rule';

/**
 * Proves a pack's examples: each INCORRECT block is flagged by every rule that it names and by no other, and no other
 * block is flagged. A checker that throws costs its workspace a failure, nothing more.
 */
export async function verifyPack(
  pack: Pack, sources: ReadonlyMap<string, ModuleSource>, check: BlockChecker, options: VerifyOptions,
): Promise<VerifyReport> {
  const verification = new Verification(check, options);
  const modules = [...pack.modules.values()].filter(({ id }) => options.modules?.has(id) ?? true);
  for (const module of modules) {
    const source = sources.get(module.id);
    if (source) await verification.page(module, source);
  }
  return verification.report(pack, modules);
}

class Verification {
  private readonly failures: VerifyFailure[] = [];
  private readonly proved = new Set<string>();
  private readonly shown = new Set<string>();
  private readonly waiting: { rule: string; module: string; line: number }[] = [];
  private blocks = 0;
  private checked = 0;

  constructor(private readonly check: BlockChecker, private readonly options: VerifyOptions) {}

  report(pack: Pack, modules: readonly Module[]): VerifyReport {
    const pages = new Set(modules.map(({ id }) => id));
    const unproved = pack.rules
      .filter(({ id, module }) => pages.has(module) && this.options.knownRules.has(id) && !this.shown.has(id))
      .map(({ id, module }) => ({ rule: id, module }));
    return {
      pack: pack.id, modules: modules.length, blocks: this.blocks, checked: this.checked,
      failures: this.failures.sort((a, b) => compareTexts(a.module, b.module) || a.line - b.line || compareTexts(a.expected, b.expected)),
      proved: [...this.proved].sort(), waiting: this.waiting, unproved,
    };
  }

  async page(module: Module, source: ModuleSource): Promise<void> {
    this.blocks += source.blocks.length;
    const placed = placeBlocks(module, source.blocks);
    for (const one of placed) {
      if (one.fault) this.fail('bad-block', module, one, one.block.line - 1, one.fault.expected, one.fault.got);
      await this.parse(module, one);
    }
    for (const workspace of workspacesOf(placed)) await this.workspace(module, this.distinct(module, workspace));
  }

  private async parse(module: Module, placed: PlacedBlock): Promise<void> {
    const { language, code, line } = placed.block;
    const check = this.options.parse?.get(language) ?? dataLanguages.get(language);
    if (!check) return;
    try {
      const fault = await check(code);
      if (fault) this.fail('does-not-parse', module, placed, line + fault.line, `${language} that parses, or the attribute \`fragment\``, fault.message);
    } catch (error) {
      this.fail('checker-failed', module, placed, line, 'an answer of the parser', reason(error));
    }
  }

  /** Blocks of one group that would be the same file: the first stays. */
  private distinct(module: Module, workspace: readonly PlacedBlock[]): PlacedBlock[] {
    const paths = new Set<string | null>();
    return workspace.filter((placed) => {
      if (!paths.has(placed.path)) return paths.add(placed.path);
      this.fail('bad-block', module, placed, placed.block.line - 1, 'a path of its own for each block of a group', `\`${placed.path ?? ''}\` a second time; give it \`file=…\``);
      return false;
    });
  }

  private async workspace(module: Module, workspace: readonly PlacedBlock[]): Promise<void> {
    const [first] = workspace;
    if (!first) return;
    this.checked += workspace.length;
    let findings: readonly BlockFinding[];
    try {
      findings = await this.check(workspace.map(({ path, block, kind }) => ({ path: path ?? '', text: block.code, kind })), first.kind);
    } catch (error) {
      this.fail('checker-failed', module, first, first.block.line - 1, 'findings', reason(error));
      return;
    }
    const elsewhere = findings.filter(({ path }) => !workspace.some((placed) => placed.path === path));
    for (const placed of workspace) {
      const own = findings.filter(({ path }) => path === placed.path);
      this.compare(module, placed, placed === first ? [...own, ...elsewhere] : own);
    }
  }

  private compare(module: Module, placed: PlacedBlock, findings: readonly BlockFinding[]): void {
    const { block } = placed;
    for (const rule of new Set(block.incorrect)) {
      this.shown.add(rule);
      if (!this.options.knownRules.has(rule)) this.waiting.push({ rule, module: module.id, line: block.line - 1 });
      else if (findings.some((finding) => finding.rule === rule)) this.proved.add(rule);
      else this.fail('not-flagged', module, placed, block.line - 1, `${rule} flags the block`, others(findings));
    }
    for (const finding of findings) {
      if (block.incorrect.includes(finding.rule)) continue;
      const expected = block.incorrect.length === 0 ? 'no rule flags the block' : `only ${[...new Set(block.incorrect)].join(', ')} flags the block`;
      this.fail('unexpected', module, placed, block.line + Math.max(0, finding.line), expected, `${finding.rule}: ${finding.message}`);
    }
  }

  private fail(kind: VerifyFailureKind, module: Module, placed: PlacedBlock, line: number, expected: string, got: string): void {
    const rule = kind === 'does-not-parse' ? 'docs/code-parses' : kind === 'bad-block' ? 'docs/front-matter' : contradiction;
    const { number, block } = placed;
    this.failures.push({ kind, rule, module: module.id, path: `${module.id}.md`, block: number, language: block.language, line, expected, got });
  }
}

function others(findings: readonly BlockFinding[]): string {
  const rules = [...new Set(findings.map(({ rule }) => rule))];
  return rules.length === 0 ? 'nothing' : `only ${rules.join(', ')}`;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
