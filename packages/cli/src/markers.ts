import { isMarker, type MarkerFile } from '@oneleaf/core';
import type { DescribedFile } from './descriptions.js';
import type { TreeEntry, PathFilter } from '@oneleaf/git';
import { excluder } from './exclude.js';
import type { Listing } from './pending.js';
import { holder, settle, type World, type WorldParts } from './world.js';

/** A tree with its markers, which no framework asks about. */
export interface MarkedWorld {
  readonly world: World;
  readonly entries: readonly TreeEntry[];
  readonly files: readonly MarkerFile[];
  /** The files that the configuration names as descriptions, those that are not there included. */
  readonly described: readonly DescribedFile[];
}

/** Settles a tree and reads the markers in it: only where somebody judges them, so that no other command pays for them. */
export async function settleWithMarkers(parts: WorldParts, { list, read }: Listing): Promise<MarkedWorld> {
  const excluded = excluder(parts.configuration.exclude ?? []);
  // A lock file above a part is about apps that the part does not know.
  const holds = holder(parts.part);
  const named = new Set(parts.configuration.describe ?? []);
  const marks = (path: string): boolean => isMarker(path) || named.has(path);
  const withMarkers = (interest: PathFilter): PathFilter => ({
    key: JSON.stringify([interest.key, 'markers', ...named]),
    wants: path => interest.wants(path) || named.has(path) || (isMarker(path) && holds(path) && !excluded(path)),
  });
  const { world, entries } = await settle(parts, interest => list(withMarkers(interest)));
  const all = await readMarkers(
    entries.filter(({ path, link }) => marks(path) && !link),
    read,
  );
  const isLink = (path: string): boolean => entries.some(entry => entry.path === path && entry.link);
  return {
    world,
    entries: entries.filter(({ path }) => !marks(path)),
    files: all.filter(({ path }) => isMarker(path)),
    described: [...named].filter(path => !isLink(path)).map(path => all.find(file => file.path === path) ?? { path }),
  };
}

async function readMarkers(entries: readonly TreeEntry[], read: Listing['read']): Promise<readonly MarkerFile[]> {
  const contents = await read(entries.map(({ oid }) => oid));
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return entries.flatMap(({ path, oid }) => {
    const bytes = contents.get(oid);
    return bytes ? [{ path, text: decoder.decode(bytes) }] : [];
  });
}
