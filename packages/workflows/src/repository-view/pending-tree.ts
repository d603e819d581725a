import type { FileChange } from '@oneleaf/core';
import type { TreeEntry, PathFilter, Oid } from '@oneleaf/git';
import type { ContentReader } from '../session/content-reader.js';
import type { RepositorySession } from '../session/session.js';

/** Files by interest, and their contents. */
export interface FileListing {
  readonly list: (interest: PathFilter) => Promise<readonly TreeEntry[]>;
  readonly read: (oids: readonly Oid[]) => Promise<ReadonlyMap<Oid, Uint8Array>>;
}

/** The working tree as it will be once changes are written to it. */
export interface PendingTree extends FileListing {
  readonly reader: ContentReader;
}

/** Adds contents that git does not have. */
export function withContents(
  { repository, reader }: RepositorySession,
  contents: ReadonlyMap<Oid, Uint8Array>,
): Pick<PendingTree, 'read' | 'reader'> {
  return {
    read: async oids => {
      const found = await repository.read(oids.filter(oid => !contents.has(oid)));
      return new Map([...found, ...[...contents].filter(([oid]) => oids.includes(oid))]);
    },
    reader: {
      settings: (framework, path, content) => {
        const bytes = contents.get(content);
        return bytes ? framework.recognise.configure(path, bytes) : reader.settings(framework, path, content);
      },
      facts: (framework, content) => {
        const bytes = contents.get(content);
        return bytes ? framework.read.extract(bytes) : reader.facts(framework, content);
      },
      fetch: reader.fetch,
      misses: reader.misses,
    },
  };
}

export function withChanges(session: RepositorySession, changes: readonly FileChange[]): PendingTree {
  const touched = new Set(changes.map(({ path }) => path));
  const written = changes.flatMap(({ path, text }) => (text === null ? [] : [{ path, oid: `pending ${path}`, link: false, text }]));
  const contents = new Map(written.map(({ oid, text }) => [oid, new TextEncoder().encode(text)]));
  return {
    list: async interest => {
      const kept = (await session.repository.workingTree(interest)).filter(({ path }) => !touched.has(path));
      const added = written.filter(({ path }) => interest.wants(path)).map(({ path, oid, link }) => ({ path, oid, link }));
      return [...kept, ...added].sort((one, other) => (one.path < other.path ? -1 : 1));
    },
    ...withContents(session, contents),
  };
}
