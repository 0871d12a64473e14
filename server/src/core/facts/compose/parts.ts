import type { Location } from '../../text/range';
import { splitShell } from './shellTokens';
import type { ComposeCommand, ComposeDependency, ComposeMount, ComposePort, ComposeResource, ComposeScalar, ComposeVariable } from './model';
import { child, entryLocation, isNull, scalarsOf, textOf, type ComposeNode, type ScalarNode } from './node';
import { parseMount, parsePort, splitPair } from './shortSyntax';

/** Called with a value of a type that its key cannot have; the value is left out. */
export type WrongType = (node: ComposeNode, expected: string) => void;

export function toScalar(node: ScalarNode): ComposeScalar {
  return { value: node.text, at: node.at, raw: node.raw, variables: node.variables, isResolved: node.isResolved };
}

/** The part of a scalar from `start` (an index in its text as written) to its end; the whole where the source differs. */
function partOf(node: ScalarNode, start: number, end: number = node.raw.length): Location {
  if (!node.contentAt) return node.at;
  const { line, character } = node.contentAt;
  return { path: node.at.path, range: { start: { line, character: character + start }, end: { line, character: character + end } } };
}

/** Lists of plain values: `expose`, `profiles`, `cap_add`, `links`. A lone value counts as a list of one. */
export function readScalars(node: ComposeNode | undefined, wrong: WrongType): ComposeScalar[] {
  if (node && node.kind === 'map') wrong(node, 'a list');
  if (node?.kind === 'list') for (const item of node.items) if (item.kind !== 'scalar') wrong(item, 'a text');
  return scalarsOf(node).map(toScalar);
}

/** `command`, `entrypoint`: a text is split as compose does, where a line's end is mere space. */
export function readCommand(node: ComposeNode | undefined, wrong: WrongType): ComposeCommand | null {
  if (!node || isNull(node)) return null;
  if (node.kind === 'scalar') return { words: splitShell(node.text, 'space'), raw: node.text, form: 'shell', at: node.at };
  if (node.kind !== 'list') {
    wrong(node, 'a text or a list');
    return null;
  }
  const words = scalarsOf(node).map((item) => item.text);
  return { words, raw: words.join(' '), form: 'exec', at: node.at };
}

/** `healthcheck.test`: `NONE`, `CMD` with an argument vector, or `CMD-SHELL` with a line for the shell; a text is the latter. */
export function readHealthTest(node: ComposeNode | undefined, wrong: WrongType): { readonly command: ComposeCommand | null; readonly isNone: boolean } {
  if (node?.kind === 'scalar' && node.type !== 'null') {
    return { command: { words: splitShell(node.text), raw: node.text, form: 'shell', at: node.at }, isNone: node.text === 'NONE' };
  }
  const command = readCommand(node, wrong);
  const [kind, ...rest] = command?.words ?? [];
  if (!command || kind === 'NONE') return { command: null, isNone: kind === 'NONE' };
  const raw = rest.join(' ');
  if (kind === 'CMD-SHELL') return { command: { words: splitShell(raw), raw, form: 'shell', at: command.at }, isNone: false };
  return { command: kind === 'CMD' ? { ...command, words: rest, raw } : command, isNone: false };
}

/** `NAME=value` lists, and maps: `environment`, `build.args`. */
export function readVariables(node: ComposeNode | undefined, wrong: WrongType): Map<string, ComposeVariable> {
  const variables = new Map<string, ComposeVariable>();
  const add = (name: string, value: ComposeScalar | null, keyAt: Location, at: Location): void => {
    if (name !== '') variables.set(name, { name, value, keyAt, at, fromFile: false });
  };
  const addValue = (name: string, value: ComposeNode, keyAt: Location, at: Location): void => {
    if (value.kind !== 'scalar') wrong(value, 'a plain value');
    else add(name, value.type === 'null' ? null : toScalar(value), keyAt, at);
  };
  if (node?.kind === 'map') for (const entry of node.entries.values()) addValue(entry.key, entry.value, entry.keyAt, entryLocation(entry));
  else if (node?.kind === 'list') {
    for (const item of node.items) {
      if (item.kind === 'pair') addValue(item.key, item.value, item.keyAt, item.at);
      else if (item.kind === 'map') for (const entry of item.entries.values()) addValue(entry.key, entry.value, entry.keyAt, entryLocation(entry));
      else if (item.kind === 'scalar') addItem(item, add);
      else wrong(item, 'NAME=value');
    }
  } else if (node && !isNull(node)) wrong(node, 'a list or a mapping');
  return variables;
}

function addItem(item: ScalarNode, add: (name: string, value: ComposeScalar | null, keyAt: Location, at: Location) => void): void {
  const written = splitPair(item.raw);
  const bound = splitPair(item.text);
  const keyAt = partOf(item, 0, written.key.length);
  if (bound.value === null) {
    add(bound.key, null, keyAt, item.at);
    return;
  }
  const at = partOf(item, written.value === null ? 0 : written.key.length + 1);
  add(bound.key, { value: bound.value, at, raw: written.value ?? item.raw, variables: item.variables, isResolved: item.isResolved }, keyAt, item.at);
}

export function readPorts(node: ComposeNode | undefined, wrong: WrongType): ComposePort[] {
  const ports: ComposePort[] = [];
  for (const item of itemsOf(node, wrong)) {
    const text = textOf(item);
    if (item.kind === 'scalar' && text !== null) {
      ports.push({ ...parsePort(text), mode: null, raw: item.raw, isResolved: item.isResolved, at: item.at });
      continue;
    }
    const target = textOf(child(item, 'target'));
    if (target === null) {
      if (!isNull(item)) wrong(item, 'a port');
      continue;
    }
    const published = textOf(child(item, 'published')) || null;
    const isResolved = ['target', 'published', 'host_ip', 'protocol'].every((key) => isResolvedScalar(child(item, key)));
    const raw = published === null ? target : `${published}:${target}`;
    const hostIp = textOf(child(item, 'host_ip')) || null;
    ports.push({ target, published, hostIp, protocol: textOf(child(item, 'protocol')) ?? 'tcp', mode: textOf(child(item, 'mode')), raw, isResolved, at: item.at });
  }
  return ports;
}

function isResolvedScalar(node: ComposeNode | undefined): boolean {
  return node?.kind !== 'scalar' || node.isResolved;
}

export function readMounts(node: ComposeNode | undefined, wrong: WrongType): ComposeMount[] {
  const mounts: ComposeMount[] = [];
  for (const item of itemsOf(node, wrong)) {
    const text = textOf(item);
    if (item.kind === 'scalar' && text !== null) {
      const mount = parseMount(text);
      // `${DATA}:/data` without a value: neither a volume's name nor a path.
      const isUnknown = !item.isResolved && mount.source === null;
      const target = isUnknown ? mount.target || text.replace(/^:/, '') : mount.target;
      mounts.push({ ...mount, target, type: isUnknown ? 'other' : mount.type, raw: item.raw, at: item.at });
      continue;
    }
    const target = textOf(child(item, 'target'));
    if (target === null) {
      if (!isNull(item)) wrong(item, 'a mount');
      continue;
    }
    const type = textOf(child(item, 'type')) ?? 'volume';
    const source = textOf(child(item, 'source')) || null;
    const raw = source === null ? target : `${source}:${target}`;
    mounts.push({ type: type === 'volume' || type === 'bind' || type === 'tmpfs' ? type : 'other', source, target, raw, at: item.at });
  }
  return mounts;
}

export function readDependencies(node: ComposeNode | undefined, wrong: WrongType): Map<string, ComposeDependency> {
  const dependencies = new Map<string, ComposeDependency>();
  if (node?.kind === 'map') {
    for (const { key, keyAt, value } of node.entries.values()) {
      const condition = child(value, 'condition');
      // Merging turns the list form into entries without a value.
      const form = isNull(value) ? 'list' : 'map';
      dependencies.set(key, {
        service: key, condition: textOf(condition) ?? 'service_started', form, required: textOf(child(value, 'required'))?.toLowerCase() !== 'false',
        at: keyAt, conditionAt: condition?.at ?? null,
      });
    }
  } else {
    for (const { value, at } of readScalars(node, wrong)) {
      dependencies.set(value, { service: value, condition: 'service_started', form: 'list', required: true, at, conditionAt: null });
    }
  }
  return dependencies;
}

/** Names, as items of a list or keys of a mapping: `networks`. */
export function readNames(node: ComposeNode | undefined, wrong: WrongType): ComposeScalar[] {
  if (node?.kind !== 'map') return readScalars(node, wrong);
  return [...node.entries.values()].map(({ key, keyAt }) => ({ value: key, raw: key, at: keyAt, variables: [], isResolved: true }));
}

/** `secrets` and `configs` of a service: names, or mappings with a `source`. */
export function readGrants(node: ComposeNode | undefined, wrong: WrongType): ComposeScalar[] {
  return itemsOf(node, wrong).flatMap((item) => scalarsOf(item.kind === 'map' ? child(item, 'source') : item).map(toScalar));
}

function itemsOf(node: ComposeNode | undefined, wrong: WrongType): readonly ComposeNode[] {
  if (!node || isNull(node)) return [];
  if (node.kind === 'list') return node.items;
  wrong(node, 'a list');
  return [];
}

/** Top-level networks, volumes, secrets or configs. */
export function readResources(node: ComposeNode | undefined): Map<string, ComposeResource> {
  const resources = new Map<string, ComposeResource>();
  if (node?.kind !== 'map') return resources;
  for (const { key, keyAt, value } of node.entries.values()) {
    const external = child(value, 'external');
    const isExternal = external?.kind === 'map' || isTrue(external);
    resources.set(key, { name: key, at: keyAt, external: isExternal, internal: isTrue(child(value, 'internal')) });
  }
  return resources;
}

export function isTrue(node: ComposeNode | undefined): boolean {
  return textOf(node)?.toLowerCase() === 'true';
}
