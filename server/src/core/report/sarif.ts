import type { RuleDeclaration, Severity } from '../pack/ruleDeclaration';
import type { Finding } from '../rules/model';
import type { Location } from '../text/range';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

/** Findings as a SARIF 2.1.0 log (OASIS, sarif-v2.1.0): columns in UTF-16 units, as LSP counts. `rules` are those that ran. */
export function sarifReport(findings: readonly Finding[], rules: readonly RuleDeclaration[], version: string): object {
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: {
          name: 'Archguide',
          version,
          informationUri: 'https://github.com/archguide/archguide',
          rules: rules.map((rule) => ({
            id: rule.id,
            shortDescription: { text: rule.summary },
            fullDescription: { text: rule.why || rule.summary },
            help: { text: `See the module ${rule.module} in the pack ${rule.pack}.` },
            defaultConfiguration: { level: levels[rule.severity] },
          })),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: findings.map((finding) => ({
        ruleId: finding.rule,
        ...(index.has(finding.rule) ? { ruleIndex: index.get(finding.rule) } : {}),
        level: levels[finding.severity],
        message: { text: finding.message },
        locations: [{ physicalLocation: physical(finding) }],
        ...(finding.related.length > 0 ? { relatedLocations: finding.related.map((related, id) => ({ id, message: { text: related.message }, physicalLocation: physical(related) })) } : {}),
        ...(finding.fix ? {
          fixes: [{
            description: { text: finding.fix.title },
            artifactChanges: changesByFile(finding.fix.edits.map((edit) => ({ path: edit.path, range: edit.range, text: edit.newText }))),
          }],
        } : {}),
      })),
    }],
  };
}

function physical(at: Location): object {
  return { artifactLocation: { uri: uriOf(at.path) }, region: region(at) };
}

/** A relative reference (RFC 3986): `#` and `?` are no part of its syntax here. */
function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function region({ range }: Location): object {
  return { startLine: range.start.line + 1, startColumn: range.start.character + 1, endLine: range.end.line + 1, endColumn: range.end.character + 1 };
}

function changesByFile(edits: readonly (Location & { readonly text: string })[]): object[] {
  const paths = [...new Set(edits.map((edit) => edit.path))];
  return paths.map((path) => ({
    artifactLocation: { uri: uriOf(path) },
    replacements: edits.filter((edit) => edit.path === path).map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.text } })),
  }));
}
