import { DockerfileParser, Keyword, type Dockerfile, type From, type Instruction } from 'dockerfile-ast';
import { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/range';
import { interpolate } from '../compose/interpolate';
import type { CommentFact } from '../python/model';
import { readInstruction } from './instruction';
import type { DockerfileFacts, DockerInstruction, DockerStage } from './model';

const longestText = 300_000;

/**
 * Reads a Dockerfile (BuildKit's syntax): stages, images with the defaults of global ARGs put in, instructions. Never
 * throws; what stands before the first FROM and is no ARG is left out.
 */
export function readDockerfile(text: string): DockerfileFacts {
  if (text.length > longestText) return nothing(`longer than ${longestText} characters: not read`);
  try {
    // A byte order mark would become part of the first keyword; a blank of the same width does not.
    return read(DockerfileParser.parse(text.replace(/^\uFEFF/, ' ')), new LineIndex(text));
  } catch {
    return nothing('cannot be read');
  }
}

function nothing(problem: string): DockerfileFacts {
  return { language: 'dockerfile', stages: [], globalArguments: new Map(), comments: [], problem };
}

function read(dockerfile: Dockerfile, index: LineIndex): DockerfileFacts {
  const escape = dockerfile.getEscapeCharacter();
  const globals = globalArguments(dockerfile);
  const stages: (DockerStage & { instructions: DockerInstruction[] })[] = [];
  for (const instruction of dockerfile.getInstructions()) {
    if (instruction.getKeyword() === String(Keyword.FROM)) stages.push(readStage(instruction as From, stages, globals));
    const stage = stages.at(-1);
    if (!stage) continue;
    stage.instructions.push(readInstruction(instruction, index, escape));
    stages[stages.length - 1] = { ...stage, range: { start: stage.range.start, end: instruction.getRange().end } };
  }
  return { language: 'dockerfile', stages, globalArguments: globals, comments: commentsOf(dockerfile, index), problem: null };
}

function readStage(from: From, stages: readonly DockerStage[], globals: ReadonlyMap<string, string | null>): DockerStage & { instructions: DockerInstruction[] } {
  const raw = from.getImage() ?? '';
  const { text, isResolved } = interpolate(raw, (name) => globals.get(name) ?? undefined);
  const range = from.getRange();
  const base = stages.findLastIndex((stage) => stage.name !== null && stage.name.toLowerCase() === text.toLowerCase());
  return {
    index: stages.length, name: from.getBuildStage(), image: text, raw, imageRange: from.getImageRange() ?? emptyBehind(from), isResolved,
    base: base < 0 ? null : base, instructions: [], range,
  };
}

function emptyBehind(instruction: Instruction): Range {
  const { end } = instruction.getInstructionRange();
  return { start: end, end };
}

/** ARGs before the first FROM; a default may use an earlier one. */
function globalArguments(dockerfile: Dockerfile): Map<string, string | null> {
  const globals = new Map<string, string | null>();
  for (const instruction of dockerfile.getInitialARGs()) {
    for (const property of (instruction).getProperties()) {
      const value = property.getValue();
      const bound = value === null ? null : interpolate(value, (name) => globals.get(name) ?? undefined);
      globals.set(property.getName(), bound?.isResolved === true ? bound.text : null);
    }
  }
  return globals;
}

const knownDirectives = new Set(['syntax', 'escape', 'check']);

function commentsOf(dockerfile: Dockerfile, index: LineIndex): CommentFact[] {
  const ranges = dockerfile.getComments().map((comment) => comment.getRange());
  // `# name: x=y` in the first lines has the shape of a parser directive, and yet is a comment.
  for (const directive of dockerfile.getDirectives()) if (!knownDirectives.has(directive.getName().toLowerCase())) ranges.push(directive.getRange());
  const comments = ranges.map((range) => ({ text: index.slice(range), range, ownLine: true }));
  return comments.sort((a, b) => a.range.start.line - b.range.start.line);
}
