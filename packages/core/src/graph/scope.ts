import { buildGraph } from './graph.js';
import type { Graph } from './node.js';
import type { HistoryContents } from './node.js';
import type { History } from '../adapter/framework.js';
import type { TreeHistories } from '../adapter/tree-histories.js';

export function graphsOf({ contents }: Pick<TreeHistories, 'contents'>): readonly Graph[] {
  return [...byScope(contents.values()).values()].map(buildGraph);
}

export function byScope(histories: Iterable<HistoryContents>): Map<string, HistoryContents[]> {
  const found = new Map<string, HistoryContents[]>();
  for (const contents of histories) {
    const scope = scopeOf(contents.history);
    const members = found.get(scope);
    if (members) members.push(contents);
    else found.set(scope, [contents]);
  }
  return found;
}

export function scopeOf({ framework, scope }: History): string {
  return `${framework.name}\0${scope}`;
}
