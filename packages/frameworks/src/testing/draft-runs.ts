import { leaves, type DraftedMigration, type Framework, type LocatedHistory, type Migration, type DraftRefusal } from '@oneleaf/core';
import type { TreeFiles } from './oracle.js';
import { graphsIn } from './source-graphs.js';
import { treeOf } from './tree.js';

export interface TestDraft {
  readonly name?: string;
  readonly taken?: readonly string[];
  /** Seconds since the epoch. */
  readonly now?: number;
  readonly timeZone?: string;
  readonly chance?: string;
}

export const NOON = Date.UTC(2024, 4, 1, 12, 34, 56) / 1000;

/** What Oneleaf would write behind all leaves of the only history that the files hold, or as the first in a folder. */
export function draftBehindLeaves(
  framework: Framework,
  files: TreeFiles,
  { name, ...wanted }: TestDraft,
  first = '',
): DraftedMigration | DraftRefusal {
  const graphs = graphsIn(files, framework.name);
  const [contents] = graphs.flatMap(graph => [...graph.contents.values()].map(one => ({ graph, ...one })));
  const ends = contents ? leaves(contents.graph, contents.history.id) : [];
  const migrations = contents?.migrations ?? [];
  return framework.write.draft({
    history: contents?.history ?? emptyHistory(first),
    migrations,
    parents: migrations.filter((migration: Migration) => ends.includes(migration.id)),
    taken: [],
    now: NOON,
    timeZone: 'UTC',
    randomHex: 'c0ffee123456',
    tree: treeOf(framework, files),
    template: path => (framework.write.isTemplate(path) ? files[path] : undefined),
    ...wanted,
    ...(name === undefined ? {} : { name }),
  });
}

function emptyHistory(folder: string): LocatedHistory {
  return {
    id: folder,
    folder,
    files: [],
    order: { kind: 'graph' },
    expectedLeaves: 1,
    launch: { by: 'manage.py' },
    label: 'shop',
    scope: '',
  };
}

/** The same where it must come out. */
export function requiredDraft(framework: Framework, files: TreeFiles, wanted: TestDraft, first?: string): DraftedMigration {
  const found = draftBehindLeaves(framework, files, wanted, first);
  if ('reason' in found) throw new Error(found.reason);
  return found;
}

/** Matches what holds the text. */
export function containing(text: string): unknown {
  return expect.stringContaining(text);
}
