import { lineRange } from '../../text/range';
import type { PackProblem } from '../model';
import type { PageCheck } from './pageCheck';
import { problemAt } from './pageCheck';

interface Detector {
  readonly pattern: RegExp;
  readonly judge: (hit: string, before: string) => string | null;
}

const tokenAdvice = 'Show a made-up one that says so: `example-token`.';

function token(what: string): Detector['judge'] {
  return (hit) => (looksInvented(hit) ? null : `This looks like a real ${what}. ${tokenAdvice}`);
}

/** Every pattern is linear in the line: no nested repetition. */
const detectors: readonly Detector[] = [
  { pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, judge: token('AWS access key') },
  { pattern: /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36,255}\b|\bgithub_pat_[A-Za-z0-9_]{40,255}\b/g, judge: token('GitHub token') },
  { pattern: /\bglpat-[A-Za-z0-9_-]{20,64}\b/g, judge: token('GitLab token') },
  { pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,255}\b/g, judge: token('Slack token') },
  { pattern: /\b[sr]k_live_[A-Za-z0-9]{16,128}\b/g, judge: token('Stripe key') },
  { pattern: /\bSG\.[A-Za-z0-9_-]{16,32}\.[A-Za-z0-9_-]{30,64}\b/g, judge: token('SendGrid key') },
  { pattern: /\bAIza[0-9A-Za-z_-]{35}\b/g, judge: token('Google API key') },
  { pattern: /\bsk-(?:proj-|ant-)?[A-Za-z0-9_-]{32,200}\b/g, judge: token('API key') },
  { pattern: /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g, judge: token('Telegram bot token') },
  { pattern: /\beyJ[A-Za-z0-9_-]{10,2000}\.eyJ[A-Za-z0-9_-]{10,4000}\.[A-Za-z0-9_-]{20,1000}\b/g, judge: token('signed JWT') },
  { pattern: /\bMI[IE][A-Za-z0-9+/]{60,}/g, judge: () => `This looks like a real key or certificate. Write \`…\` in its place.` },
  { pattern: /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,6}/g, judge: mailAddress },
  { pattern: /(?:\d{1,3}\.){3}\d{1,3}/g, judge: publicAddress },
];

/** `docs/sensitive-data`: tokens, addresses and e-mails that may be somebody's. Documentation has names of its own (RFC 2606, RFC 5737). */
export const checkSensitiveData: PageCheck = (page) => {
  const problems: PackProblem[] = [];
  const { lines } = page.reading;
  for (let line = 0; line < lines.lineCount && problems.length < 50; line++) {
    const text = lines.line(line).slice(0, 20_000);
    for (const { pattern, judge } of detectors) {
      for (const hit of text.matchAll(pattern)) {
        const before = text.slice(Math.max(0, hit.index - 80), hit.index);
        const message = judge(hit[0], before);
        if (message !== null) problems.push(problemAt(page, 'docs/sensitive-data', lineRange(line, hit.index, hit.index + hit[0].length), message, 'error'));
      }
    }
  }
  return problems;
};

/** Says that it is an example, or has too few different characters for a key that a machine made. */
function looksInvented(text: string): boolean {
  if (/example|dummy|fake|sample|placeholder|changeme|redacted|notreal|not-a-real|your|secret|token|xxx|\.{3}|abcdef|123456789(?!\d*:)/i.test(text)) return true;
  return new Set(text.replace(/^[A-Za-z]+[-_]/, '')).size < 10;
}

const reservedDomain = /(?:^|\.)example\.(?:com|org|net|edu)$|\.(?:example|test|invalid|localhost|local|internal|svc|lan|home|cluster)$/i;

function mailAddress(hit: string, before: string): string | null {
  const domain = hit.slice(hit.indexOf('@') + 1);
  const top = domain.slice(domain.lastIndexOf('.') + 1);
  // `scheme://user:password@host` names a host, and `git@host:` a repository.
  if (!/^[a-z]{2,12}$/i.test(top) || reservedDomain.test(domain) || hit.startsWith('git@') || /:\/\/[^\s/]*$/.test(before)) return null;
  return `\`${hit}\` may be somebody's address. Use one at example.com or example.org (RFC 2606).`;
}

function publicAddress(hit: string, before: string): string | null {
  const [a = 0, b = 0, c = 0, d = 0] = hit.split('.').map(Number);
  const isAddress = [a, b, c, d].every((part) => part <= 255) && !/(?:[\w.]|[=<>~^]\s*|version\s*)$/i.test(before);
  const isPrivate = a === 0 || a === 10 || a === 127 || a >= 224 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)
    || (a === 169 && b === 254) || (a === 100 && b >= 64 && b <= 127) || (a === 198 && (b === 18 || b === 19));
  const isDocumentation = (a === 192 && b === 0 && (c === 2 || c === 0)) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113);
  if (!isAddress || isPrivate || isDocumentation) return null;
  return `\`${hit}\` is a public address. Use one of 192.0.2.0/24, 198.51.100.0/24 or 203.0.113.0/24 (RFC 5737).`;
}
