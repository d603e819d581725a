import { openRepository } from '@oneleaf/git';
import { CONFIGURATION_FILE, readConfiguration } from '../configuration/configuration.js';
import { createContentReader } from './content-reader.js';
import { rememberReport } from './report-cache.js';
import type { RepositoryPart, RepositorySession } from './session.js';
import { readRootFile } from '../configuration/root-file.js';

export interface OpenSessionOptions {
  /** A working tree, a folder in one, or a bare clone. */
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the user named the repository: then a hook's environment is not about it. */
  readonly named: boolean;
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly progress: RepositorySession['progress'];
  readonly part?: RepositoryPart;
}

/** Opens a repository with its configuration, which the working tree holds, or in a bare clone the default branch. */
export async function openSession(place: OpenSessionOptions): Promise<RepositorySession & { readonly save: () => Promise<void> }> {
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
    configuration: readConfiguration(await readRootFile(repository, CONFIGURATION_FILE)),
    reader: createContentReader(repository, cache),
    remember: (parts, make) => rememberReport(reports, parts, make),
    now: place.now,
    progress: place.progress,
    ...(place.part ? { part: place.part } : {}),
    save: async () => {
      await cache.save();
      await reports.save();
    },
  };
}
