import { openRepository } from '@oneleaf/git';
import { CONFIGURATION_FILE, readConfiguration } from './configuration.js';
import { createReader } from './reader.js';
import { remembered } from './remember.js';
import type { Part, Session } from './session.js';
import { topFile } from './top-file.js';

export interface Place {
  /** A working tree, a folder in one, or a bare clone. */
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the user named the repository: then a hook's environment is not about it. */
  readonly named: boolean;
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly progress: Session['progress'];
  readonly part?: Part;
}

/** Opens a repository with its configuration, which the working tree holds, or in a bare clone the default branch. */
export async function openSession(place: Place): Promise<Session & { readonly save: () => Promise<void> }> {
  const repository = await openRepository(place.path, {
    env: place.env,
    fetch: true,
    cache: true,
    ambient: !place.named,
    ...(place.signal ? { signal: place.signal } : {}),
  });
  const cache = await repository.cache('facts');
  const reports = await repository.cache('reports');
  return {
    repository,
    configuration: readConfiguration(await topFile(repository, CONFIGURATION_FILE)),
    reader: createReader(repository, cache),
    remember: (parts, make) => remembered(reports, parts, make),
    now: place.now,
    progress: place.progress,
    ...(place.part ? { part: place.part } : {}),
    save: async () => {
      await cache.save();
      await reports.save();
    },
  };
}
