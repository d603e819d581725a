import { markers as markerKinds } from '@oneleaf/frameworks';
import { isMarker, type MarkerFile } from '@oneleaf/core';
import type { DescribedFile } from './history-descriptions.js';
import type { TreeEntry, PathFilter } from '@oneleaf/git';
import { excludedBy } from '../configuration/excluded-paths.js';
import type { FileListing } from './pending-tree.js';
import { partFilter, listWithConfiguredFolders, type RepositoryView, type ViewSources } from './repository-view.js';

/** A tree with its markers, which no framework asks about. */
export interface MarkedTree {
  readonly world: RepositoryView;
  readonly entries: readonly TreeEntry[];
  readonly files: readonly MarkerFile[];
  /** The files that the configuration names as descriptions, those that are not there included. */
  readonly described: readonly DescribedFile[];
}

/** Reads a tree and its markers. Separate, so that commands without markers do not read them. */
export async function readMarkedTree(parts: ViewSources, { list, read }: FileListing): Promise<MarkedTree> {
  const excluded = excludedBy(parts.configuration.exclude ?? []);
  // A lock file above a part is about apps that the part does not know.
  const holds = partFilter(parts.part);
  const named = new Set(parts.configuration.describe ?? []);
  const marks = (path: string): boolean => isMarker(path, markerKinds) || named.has(path);
  const withMarkers = (interest: PathFilter): PathFilter => ({
    key: JSON.stringify([interest.key, 'markers', ...named]),
    wants: path => interest.wants(path) || named.has(path) || (isMarker(path, markerKinds) && holds(path) && !excluded(path)),
  });
  const { world, entries } = await listWithConfiguredFolders(parts, interest => list(withMarkers(interest)));
  const all = await readMarkers(
    entries.filter(({ path, link }) => marks(path) && !link),
    read,
  );
  const isLink = (path: string): boolean => entries.some(entry => entry.path === path && entry.link);
  return {
    world,
    entries: entries.filter(({ path }) => !marks(path)),
    files: all.filter(({ path }) => isMarker(path, markerKinds)),
    described: [...named].filter(path => !isLink(path)).map(path => all.find(file => file.path === path) ?? { path }),
  };
}

async function readMarkers(entries: readonly TreeEntry[], read: FileListing['read']): Promise<readonly MarkerFile[]> {
  const contents = await read(entries.map(({ oid }) => oid));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return entries.flatMap(({ path, oid }) => {
    const bytes = contents.get(oid);
    return bytes ? [{ path, text: decoder.decode(bytes) }] : [];
  });
}
