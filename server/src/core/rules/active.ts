import type { RuleDeclaration, ServiceKind, Severity } from '../pack/ruleDeclaration';
import { severities } from '../pack/ruleDeclaration';
import type { FileRole } from '../project/model';

/** What decides whether a rule speaks about a file, and how loudly. */
export interface Setting {
  readonly role: FileRole;
  /** null: the rule's kinds are looked at by its check, service by service. */
  readonly kind: ServiceKind | null;
  readonly follows: boolean;
  /** From archguide.yaml for this path; null where it says nothing. */
  readonly configured: Severity | 'off' | null;
}

/**
 * The severity with which `rule` speaks in this setting; null where it is silent.
 * A severity that the team set stands as it is: only declared ones are lowered where the kind is not known.
 */
export function effectiveSeverity(rule: RuleDeclaration, setting: Setting): Severity | null {
  if (setting.configured === 'off') return null;
  if (!rule.universal && !setting.follows) return null;
  if (!inScope(rule, setting.role)) return null;
  if (rule.kinds.length === 0 || setting.kind === null || rule.kinds.includes(setting.kind)) return setting.configured ?? rule.severity;
  if (setting.kind !== 'unknown') return null;
  return setting.configured ?? lowered(rule.severity);
}

function inScope(rule: RuleDeclaration, role: FileRole): boolean {
  if (role === 'vendored' || role === 'generated') return false;
  switch (rule.scope) {
    case 'any': return true;
    case 'service': return role === 'service';
    case 'tests': return role === 'tests';
    case 'migrations': return role === 'migrations';
  }
}

/** One step quieter; a hint stays a hint. */
export function lowered(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.length - 1)] ?? severity;
}
