import type { RefChange } from '../model/ref-change.js';
import { buildGraph } from '../graph/graph.js';
import type { Graph } from '../graph/node.js';
import type { HistoryContents } from '../graph/node.js';
import { frameworkNamed } from './framework.js';
import type { Migration, Reference, UndecidedFact, Unreadable } from '../model/migration.js';
import type { History } from '../adapter/framework.js';

const HISTORY: History = {
  id: 'shop',
  framework: frameworkNamed('django'),
  folder: 'shop/migrations',
  files: [],
  order: { kind: 'graph' },
  expectedLeaves: 1,
  label: 'shop',
  scope: '',
  launch: { by: 'manage.py', manage: 'manage.py' },
};

export function refer(id: string, rest: Partial<Reference> = {}): Reference {
  return { id, spans: [], ...rest };
}

export function migration(id: string, rest: Partial<Migration> = {}): Migration {
  const history = rest.history ?? 'shop';
  return {
    id,
    history,
    path: `${history}/migrations/${id}.py`,
    literal: id,
    parents: [],
    requires: [],
    before: [],
    replaces: [],
    labels: [],
    undecided: [],
    body: id,
    ...rest,
  };
}

export function history(rest: Partial<History> = {}): History {
  const id = rest.id ?? 'shop';
  return { ...HISTORY, label: id, folder: `${id}/migrations`, ...rest };
}

/**
 * Draws a history: `a < b` makes `a` a parent of `b`, `a + b < c` a merge, `s = a + b` a squash, `a` alone a root. `given` replaces single
 * migrations.
 */
export function drawHistory(
  drawing: string,
  given: Readonly<Record<string, Partial<Migration>>> = {},
  rest: Partial<History> = {},
): HistoryContents {
  const home = history(rest);
  const drawn = new Map<string, { parents: string[]; replaces: string[] }>();
  const at = (id: string): { parents: string[]; replaces: string[] } => {
    const entry = drawn.get(id) ?? { parents: [], replaces: [] };
    drawn.set(id, entry);
    return entry;
  };
  for (const part of drawing.split(',').map(text => text.trim())) {
    const [squash, targets] = part.split('=').map(text => text.trim());
    if (squash !== undefined && targets !== undefined) {
      at(squash).replaces.push(...names(targets));
      continue;
    }
    const levels = part.split('<').map(names);
    levels.forEach((level, index) => level.forEach(id => at(id).parents.push(...(levels[index - 1] ?? []))));
  }
  const migrations = [...drawn].map(([id, { parents, replaces }]) =>
    migration(id, {
      history: home.id,
      parents: parents.map(name => refer(name)),
      replaces: replaces.map(name => refer(name)),
      ...given[id],
    }),
  );
  return { history: { ...home, files: migrations.map(({ path }) => path) }, migrations, unreadable: [] };
}

export function drawGraph(drawing: string, given: Readonly<Record<string, Partial<Migration>>> = {}): Graph {
  return buildGraph([drawHistory(drawing, given)]);
}

function names(text: string): string[] {
  return text
    .split('+')
    .map(name => name.trim())
    .filter(name => name !== '');
}

export function unreadableFile(name: string, problem: Partial<Unreadable['problem']> = {}): Unreadable {
  return { history: 'shop', path: `shop/migrations/${name}.py`, problem: { kind: 'syntax', reason: 'not Python', ...problem } };
}

export function withUnreadable(whole: HistoryContents, ...unreadable: readonly Unreadable[]): HistoryContents {
  return { ...whole, unreadable };
}

export function computedFact(fact: string, hides: UndecidedFact['hides'] = 'leaves'): Pick<Migration, 'undecided'> {
  return { undecided: [{ fact, expression: 'previous()', reason: 'a call', span: { start: 10, end: 20 }, hides }] };
}

export function refChange(rest: Partial<RefChange>): RefChange {
  return { added: [], edited: [], deleted: [], ...rest };
}
