/** Name of the configuration file at the root of a workspace folder. */
export const configurationFile = 'archguide.yaml';

/** A new configuration: what may be said in it, with one example each, commented out. */
export function newConfiguration(packs: readonly string[]): string {
  return `# Archguide's configuration for this folder.

# Architectures that this workspace follows: bundled names, or folders of modules.
${packs.length === 0 ? '# packs: [improved-hybrid]' : `packs: [${packs.join(', ')}]`}

# Kinds of services, where they are not found out by themselves:
# services:
#   services/orders_api: api

# Severity of a rule: off, hint, information, warning or error.
# rules:
#   typing/annotated-functions: "off"

# Other severities below some paths:
# overrides:
#   - paths: ["legacy/**"]
#     rules:
#       event-loop/no-blocking-call: "off"

# Paths that are not looked at:
# exclude: ["vendor/**"]
`;
}

/**
 * Adds a pack to the text of a configuration, leaving all else as it is written.
 * @returns the new text; the same text where the pack is named already; null where `packs` is written in a way that this does not edit
 */
export function withPack(text: string, pack: string): string | null {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => /^packs\s*:/.test(line));
  const line = lines[at];
  if (line === undefined) {
    const rest = text.replace(/^(\r?\n)+/, '');
    return rest === '' ? `packs: [${pack}]${eol}` : `packs: [${pack}]${eol}${eol}${rest}`;
  }
  const flow = /^(packs\s*:\s*\[)([^\]#]*)(\].*)$/.exec(line);
  if (flow !== null) {
    const names = (flow[2] ?? '').split(',').map(unquote).filter((name) => name !== '');
    if (names.includes(pack)) return text;
    lines[at] = `${flow[1]}${[...names, pack].join(', ')}${flow[3]}`;
    return lines.join(eol);
  }
  if (!/^packs\s*:\s*(#.*)?$/.test(line)) return null;
  let last = at;
  let indent = '  ';
  for (let index = at + 1; index < lines.length; index++) {
    const item = /^(\s*)-\s+(.*)$/.exec(lines[index] ?? '');
    if (item === null) break;
    if (unquote(item[2] ?? '') === pack) return text;
    indent = item[1] ?? '';
    last = index;
  }
  lines.splice(last + 1, 0, `${indent}- ${pack}`);
  return lines.join(eol);
}

function unquote(text: string): string {
  return text.replace(/\s+#.*$/, '').trim().replace(/^(['"])(.*)\1$/, '$2');
}
