import type { Framework, Migration } from '@oneleaf/core';
import type { TreeFiles } from './oracle.js';
import { graphsIn } from './source-graphs.js';

/** The migrations of a tree by path. */
export function migrationsIn(framework: Framework, files: TreeFiles): ReadonlyMap<string, Migration> {
  const histories = graphsIn(files, framework.name).flatMap(graph => [...graph.contents.values()]);
  return new Map(histories.flatMap(({ migrations }) => migrations.map(one => [one.path, one] as const)));
}
