import { pascalCase } from './names.mjs';

const facts = name => `import {
  type LocatedHistory,
  type Migration,
  type Operation,
  type ReadingFailure,
  type Reference,
  type Span,
  type Unreadable,
} from '@oneleaf/core';
import { decodeSource } from '../languages/python/syntax/decode-source.js';
import { stem } from './recognise.js';

const PARENT_LINE = /^-- parent: (\\w+)$/m;

interface ${pascalCase(name)}Facts {
  readonly problem?: ReadingFailure;
  /** The file without the line that names the parent. */
  readonly body: string;
  readonly parent?: { readonly literal: string; readonly span: Span };
}

/** What one file says, whatever its path. */
export function extract(bytes: Uint8Array): ${pascalCase(name)}Facts {
  const text = decodeSource(bytes);
  if (typeof text !== 'string') return unreadable(text);
  const line = PARENT_LINE.exec(text);
  const literal = line?.[1];
  const facts = { body: text.replace(PARENT_LINE, '') };
  if (!line || literal === undefined) return facts;
  const end = line.index + line[0].length;
  return { ...facts, parent: { literal, span: { start: end - literal.length, end } } };
}
`;

const migration = name => `
/** The facts of a file that cannot be read. */
export function unreadable(problem: ReadingFailure): ${pascalCase(name)}Facts {
  return { problem, body: '' };
}

/** The facts that decide on the place of a migration in its history. */
export function linkFacts({ problem, parent }: ${pascalCase(name)}Facts): unknown {
  return [problem?.reason, parent?.literal];
}

export function interpret(path: string, { problem, parent, body }: ${pascalCase(name)}Facts, history: LocatedHistory): Migration | Unreadable {
  if (problem) return { history: history.id, path, problem };
  const parents: readonly Reference[] = parent ? [{ id: \`\${history.id}.\${parent.literal}\`, spans: [parent.span] }] : [];
  return {
    id: \`\${history.id}.\${stem(path)}\`,
    history: history.id,
    path,
    literal: stem(path),
    parents,
    requires: [],
    before: [],
    replaces: [],
    labels: [],
    undecided: [],
    body,
  };
}
`;

const deeds = () => `
export function doesNothing(bytes: Uint8Array): boolean {
  const { problem, body } = extract(bytes);
  return problem === undefined && body.trim() === '';
}

/** What a migration does to tables and columns; 'opaque' as long as nothing reads it. */
export function operations(): readonly Operation[] | 'opaque' {
  return 'opaque';
}

/** What a migration says of itself in one line. */
export function summary(): string {
  return '';
}
`;

export const read = name => `${facts(name)}${migration(name)}${deeds()}`;
