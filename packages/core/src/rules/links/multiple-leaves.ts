import { commandFix } from '../../model/command-fix.js';
import { sentence, type MessagePart } from '../../model/message.js';
import { originalPath } from '../file-copy.js';
import type { Fix } from '../../model/finding.js';
import type { MigrationRule } from '../rule.js';
import { spellingOf } from '../../graph/graph.js';
import type { Graph } from '../../graph/node.js';
import { countLeaves, crowdedLabel, type LeafCount } from '../../graph/leaf-count.js';
import type { Migration } from '../../model/migration.js';
import type { History } from '../../adapter/framework.js';

type AddedPaths = ReadonlySet<string>;

export const multipleLeaves: MigrationRule = {
  name: 'multiple-leaves',
  severity: 'error',
  summary: 'a history has more leaves than it should',
  *check({ graph, change }) {
    for (const { history, migrations } of graph.contents.values()) {
      const count = countLeaves(graph, history.id);
      // A missing parent may be any of the leaves: that finding comes first.
      if (count.answer !== 'more' || count.certain.length < 2) continue;
      const files = migrations.filter(({ id }) => count.certain.includes(id));
      const doubtful = migrations.filter(({ id }) => count.leaves.includes(id) && !count.certain.includes(id));
      yield {
        history: history.id,
        message: sentence`${{ history: history.id }} has ${leafCountPhrase(graph, history, count)}: ${{ migration: count.certain.map(leaf => spellingOf(graph, leaf)) }}`,
        related: [
          ...files.map(({ path }) => ({ path, message: 'a leaf' })),
          ...doubtful.map(({ path }) => ({ path, message: 'perhaps a leaf' })),
        ],
        fix: fixFor(history, files, { ...count, added: new Set(change?.added.map(({ path }) => path)) }),
      };
    }
  },
};

function leafCountPhrase(graph: Graph, { id }: History, { certain, leaves, expected }: LeafCount): readonly MessagePart[] {
  const label = leaves.length > expected ? undefined : crowdedLabel(graph, id, leaves);
  if (label !== undefined) return sentence`more leaves under ${{ code: label }} than are right`;
  return sentence`${certain.length} leaves${expected > 1 ? ` instead of ${expected}` : ''}`;
}

/** A merge would keep a stray copy for good, and mends nothing where one id is listed twice because two files carry it. */
function fixFor(
  { id }: History,
  files: readonly Migration[],
  { certain: leaves, expected, added }: LeafCount & { readonly added: AddedPaths },
): Fix {
  const distinct = new Set(leaves).size;
  if (distinct < leaves.length && distinct <= expected) return { title: 'give each file an id of its own' };
  const originals = files.filter(({ path }) => originalPath(path) === undefined);
  if (originals.length < files.length && originals.length <= expected) return { title: 'delete the copy' };
  const own = files.filter(({ path }) => added.has(path));
  if (own.length === 0) return commandFix('join them', ['npx', 'oneleaf', 'merge', id]);
  const title = own.length < files.length ? 'put yours behind what has landed' : 'put one behind the other';
  return commandFix(title, ['npx', 'oneleaf', 'rebase', id]);
}
