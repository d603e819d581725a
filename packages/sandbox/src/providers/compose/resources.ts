import type { Pair } from 'yaml';
import type { ComposeFileCopy } from './file-copy.js';
import type { ProjectNames } from './project-names.js';
import { isTrue, recordOf } from './plain-values.js';
import { removeKeys } from './node-edits.js';

export interface ResourceRewrite {
  readonly copy: ComposeFileCopy;
  readonly names: ProjectNames;
  readonly note: (at: string, text: string) => void;
}

interface ResourceKind {
  readonly renamed: (name: string) => string;
  /** What would be shared, or somewhere else than in an engine's own store. */
  readonly dropped: readonly string[];
  readonly fresh: string;
}

/** Networks and volumes, as one file declares them: new ones, whatever they are called and wherever they were. */
export function rewriteResources(within: ResourceRewrite, kind: 'networks' | 'volumes', declared: unknown): void {
  const { renamed, dropped, fresh } = resourceKinds(within.names)[kind];
  for (const { key, pair } of within.copy.entries(declared)) {
    if (isExternal(within, pair)) within.note(`${kind}.${key}`, fresh);
    const gone = removeKeys(within.copy, pair.value, dropped);
    if (gone.length > 0) within.note(`${kind}.${key}`, `without ${gone.join(' and ')}`);
    removeKeys(within.copy, pair.value, ['external', 'labels']);
    for (const { key: inner, pair: one } of within.copy.entries(pair.value)) {
      if (inner === 'name') one.value = within.copy.respelled(one.value, name => within.names.renamed(name));
    }
    pair.key = within.copy.respelled(pair.key, renamed);
  }
}

function resourceKinds(names: ProjectNames): Readonly<Record<'networks' | 'volumes', ResourceKind>> {
  return {
    networks: {
      renamed: name => names.network(name),
      dropped: ['driver', 'driver_opts', 'ipam'],
      fresh: 'a new network instead of one of others',
    },
    volumes: {
      renamed: name => names.renamed(name),
      dropped: ['driver', 'driver_opts'],
      fresh: 'a new, empty volume instead of one of others',
    },
  };
}

/** `external: true`, and the older `external: {name: …}`. */
function isExternal({ copy }: ResourceRewrite, pair: Pair): boolean {
  const external = copy.entries(pair.value).find(({ key }) => key === 'external')?.pair.value;
  return isTrue(copy.said(external)) || Object.keys(recordOf(copy.node(external)?.toJSON())).length > 0;
}
