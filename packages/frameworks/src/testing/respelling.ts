import type { Framework, Migration } from '@oneleaf/core';
import type { Files } from './oracle.js';
import { graphsIn } from './survey.js';

/** The migrations of a tree by path. */
export function migrationsIn(framework: Framework, files: Files): ReadonlyMap<string, Migration> {
  const chapters = graphsIn(files, framework.name).flatMap(graph => [...graph.chapters.values()]);
  return new Map(chapters.flatMap(({ migrations }) => migrations.map(one => [one.path, one] as const)));
}
