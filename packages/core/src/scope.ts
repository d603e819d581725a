import { buildGraph, type Graph } from './graph.js';
import type { Chapter } from './node.js';
import type { History } from './model.js';
import type { Snapshot } from './snapshot.js';

/** The graphs of a tree, one for each scope. */
export function graphsOf({ chapters }: Pick<Snapshot, 'chapters'>): readonly Graph[] {
  return [...byScope(chapters.values()).values()].map(buildGraph);
}

/** Chapters that see each other's names, by scope. */
export function byScope(chapters: Iterable<Chapter>): Map<string, Chapter[]> {
  const found = new Map<string, Chapter[]>();
  for (const chapter of chapters) {
    const scope = scopeOf(chapter.history);
    const members = found.get(scope);
    if (members) members.push(chapter);
    else found.set(scope, [chapter]);
  }
  return found;
}

/** Histories of one framework that see each other's names. */
export function scopeOf({ framework, scope }: History): string {
  return `${framework}\0${scope}`;
}
