import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository, type Repository } from '@oneleaf/git';
import { CONFIGURATION_FILE, readConfiguration, type Configuration } from './configuration.js';
import { createReader } from './reader.js';
import { remembered } from './remember.js';
import type { Part, Session } from './session.js';

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
    configuration: await configurationOf(repository),
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

async function configurationOf(repository: Repository): Promise<Configuration> {
  return readConfiguration(repository.bare ? await committedConfiguration(repository) : configurationFile(repository.top));
}

function configurationFile(top: string): string | undefined {
  const file = join(top, CONFIGURATION_FILE);
  // A link could lead anywhere; what it leads to is no configuration of this repository.
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(file, 'utf8') : undefined;
}

async function committedConfiguration(repository: Repository): Promise<string | undefined> {
  const { commit } = await repository.head();
  if (commit === undefined) return undefined;
  const interest = { key: CONFIGURATION_FILE, wants: (path: string) => path === CONFIGURATION_FILE };
  const entry = (await repository.list(commit, interest)).find(({ link }) => !link);
  const bytes = entry && (await repository.read([entry.oid])).get(entry.oid);
  return bytes && new TextDecoder().decode(bytes);
}
