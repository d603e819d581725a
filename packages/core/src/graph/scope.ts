import { buildGraph } from './graph.js';
import type { Graph } from './node.js';
import type { HistoryContents } from './node.js';
import type { History } from '../adapter/framework.js';
import type { TreeHistories } from '../adapter/tree-histories.js';

export function graphsOf({ contents }: Pick<TreeHistories, 'contents'>): readonly Graph[] {
  return [...byScope(contents.values()).values()].map(buildGraph);
}

export function byScope(chapters: Iterable<HistoryContents>): Map<string, HistoryContents[]> {
  const found = new Map<string, HistoryContents[]>();
  for (const chapter of chapters) {
    const scope = scopeOf(chapter.history);
    const members = found.get(scope);
    if (members) members.push(chapter);
    else found.set(scope, [chapter]);
  }
  return found;
}

export function scopeOf({ framework, scope }: History): string {
  return `${framework.name}\0${scope}`;
}
