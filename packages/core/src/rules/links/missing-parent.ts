import { sentence } from '../../model/message.js';
import type { FindingDraft, MigrationRule } from '../rule.js';
import { baseName, stemOf } from '../../model/paths.js';
import { ancestors } from '../../graph/ancestors.js';
import { leaves } from '../../graph/graph.js';
import type { Graph } from '../../graph/node.js';
import type { HistoryContents } from '../../graph/node.js';
import type { Migration } from '../../model/migration.js';
import { mayHideMigration } from '../../graph/undecided-leaves.js';

export const missingParent: MigrationRule = {
  name: 'missing-parent',
  severity: 'error',
  summary: 'a migration refers to one that does not exist',
  breaking: true,
  *check({ graph }) {
    const squashes = [...graph.contents.values()].flatMap(possibleSquashes);
    for (const { from, reference } of graph.dangling) {
      const span = reference.spans[0];
      const home = graph.contents.get(reference.history ?? from.history);
      const hidden = home !== undefined && hidesIds(home);
      const replaced = squashes.some(squash => mayTakeOver(graph, squash, from));
      yield {
        ...(hidden || replaced ? { severity: 'warning' } : {}),
        history: from.history,
        message: sentence`${{ migration: from.literal }} refers to ${{ migration: reference.id }}, which no ${hidden ? 'readable ' : ''}file carries`,
        location: { path: from.path, ...(span ? { span } : {}) },
        ...adviceFor(home, reference.id),
      };
    }
  },
};

/** A parent is often spelled as the file of the migration is called, which only looks like its name. */
function adviceFor(home: HistoryContents | undefined, id: string): Pick<FindingDraft, 'fix' | 'related'> {
  const named = home?.migrations.filter(({ path, id: own }) => own !== id && [baseName(path), stemOf(path)].includes(id)) ?? [];
  const [meant, ...others] = named;
  if (!meant || others.length > 0) return { fix: { title: `bring ${id} back, or refer to a migration that exists` } };
  return {
    related: [{ path: meant.path, message: `is ${meant.literal}` }],
    fix: { title: `did you mean ${meant.literal}? ${id} is the name of its file` },
  };
}

/** Whether a file may carry an id that cannot be read: then what is referred to may be there. A computed id is spelled by the path. */
function hidesIds({ migrations, unreadable }: HistoryContents): boolean {
  return unreadable.some(mayHideMigration) || migrations.some(({ id, path }) => id === path);
}

/** Migrations that may be squashes of names that only running them would tell. */
function possibleSquashes({ migrations }: HistoryContents): readonly Migration[] {
  return migrations.filter(({ undecided }) => undecided.some(({ fact }) => fact === 'replaces' || fact === 'Migration'));
}

/**
 * Whether a migration that lacks its parent may be a child of a squash instead. Beside other children in the same history it would be
 * a second line: it is doubted only where the two lines are joined, since otherwise the history is wrong in any case.
 */
function mayTakeOver(graph: Graph, squash: Migration, child: Migration): boolean {
  if (squash.history !== child.history || graph.nodes.get(squash.id)?.children.size === 0) return true;
  return leaves(graph, child.history).some(leaf => {
    const line = ancestors(graph, leaf);
    return line.has(squash.id) && (leaf === child.id || line.has(child.id));
  });
}
