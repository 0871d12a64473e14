import type { ComposeProject, ComposeScalar, ComposeService } from '../facts/compose/model';
import type { DependencyFacts } from '../facts/dependencies/model';
import type { DockerfileFacts } from '../facts/dockerfile/model';
import type { Location } from '../text/range';
import { fillTemplate } from './message';
import type { NamePattern } from './namePattern';
import type { MatchSink } from './pythonMatching';
import type { CompiledMatcher, RuleIndex } from './ruleIndex';
import { isBelow, lowestAllowed } from '../facts/dependencies/versions';

/** Matchers over the compose model: a pattern is `services.*.key` or deeper. */
export function matchCompose(index: RuleIndex, compose: ComposeProject, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  for (const { matcher, patterns } of index.compose) {
    if (!enabled(matcher)) continue;
    for (const service of compose.services.values()) matchService(matcher, patterns, service, sink);
  }
}

function matchService(matcher: CompiledMatcher, patterns: readonly NamePattern[], service: ComposeService, sink: MatchSink): void {
  const entries = composeEntries(service);
  const hits = entries.filter((entry) => patterns.some((pattern) => pattern.matches(`services.${service.name.replaceAll('.', '_')}.${entry.key}`)));
  if (matcher.conditions.when.absent === true) {
    if (hits.length === 0) report(matcher, service, '', service.at, sink);
    return;
  }
  for (const hit of hits) if (matcher.conditions.holdForText(hit.text)) report(matcher, service, hit.text, hit.at, sink);
}

function report(matcher: CompiledMatcher, service: ComposeService, value: string, at: Location, sink: MatchSink): void {
  const fields = { service: service.name, value, name: service.name };
  sink(matcher, { path: at.path, range: at.range, fields, message: fillTemplate(matcher.message, fields) });
}

/** The modelled keys of a service as flat paths with their text. */
function composeEntries(service: ComposeService): { key: string; text: string; at: Location }[] {
  const entries: { key: string; text: string; at: Location }[] = [];
  const scalar = (key: string, value: ComposeScalar | null): void => {
    if (value) entries.push({ key, text: value.value, at: value.at });
  };
  scalar('image', service.image);
  scalar('restart', service.restart);
  scalar('container_name', service.containerName);
  scalar('privileged', service.privileged);
  scalar('network_mode', service.networkMode);
  scalar('user', service.user);
  if (service.command) entries.push({ key: 'command', text: service.command.raw, at: service.command.at });
  if (service.healthcheck) entries.push({ key: 'healthcheck', text: service.healthcheck.test?.raw ?? '', at: service.healthcheck.at });
  for (const [name, variable] of service.environment) entries.push({ key: `environment.${name}`, text: variable.value?.value ?? '', at: variable.at });
  for (const capability of service.capAdd) scalar('cap_add', capability);
  for (const port of service.ports) entries.push({ key: 'ports', text: port.raw, at: port.at });
  for (const [key, value] of service.other) entries.push({ key, text: typeof value.value === 'string' ? value.value : JSON.stringify(value.value) ?? '', at: value.at });
  return entries;
}

/** Matchers over Dockerfile instructions, by keyword. */
export function matchDockerfile(index: RuleIndex, facts: DockerfileFacts, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  if (index.dockerfile.isEmpty) return;
  for (const stage of facts.stages) {
    for (const instruction of stage.instructions) {
      for (const matcher of index.dockerfile.lookup(instruction.keyword)) {
        if (!enabled(matcher) || !matcher.conditions.holdForText(instruction.raw)) continue;
        const fields = { name: instruction.keyword, value: instruction.raw };
        sink(matcher, { range: instruction.range, fields, message: fillTemplate(matcher.message, fields) });
      }
    }
  }
}

/** Matchers over declared dependencies, by normalised name. */
export function matchDependencies(index: RuleIndex, facts: DependencyFacts, enabled: (matcher: CompiledMatcher) => boolean, sink: MatchSink): void {
  if (index.dependencies.isEmpty) return;
  for (const dependency of facts.dependencies) {
    if (dependency.group !== null) continue;
    for (const matcher of index.dependencies.lookup(dependency.name)) {
      if (!enabled(matcher) || !matcher.conditions.holdForText(dependency.specifier)) continue;
      const { below } = matcher.conditions.when;
      if (below !== undefined) {
        const lowest = lowestAllowed(dependency.specifier, 'pep440');
        if (lowest === null || !isBelow(lowest, below)) continue;
      }
      const fields = { name: dependency.name, value: dependency.specifier };
      sink(matcher, { range: dependency.range, fields, message: fillTemplate(matcher.message, fields) });
    }
  }
}
