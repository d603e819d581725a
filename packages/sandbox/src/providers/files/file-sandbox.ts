import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { newDatabaseName } from '../../engines/database-name.js';
import type { DatabaseFiles, Engine } from '../../engines/engine.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import { newSandboxFolder, sandboxParents } from '../../lifecycle/sandbox-folders.js';
import { DatabaseTemplates } from '../../lifecycle/templates.js';
import { withKeeper } from '../../lifecycle/with-keeper.js';
import type { Lease, Sandbox } from '../../sandbox.js';
import type { Provider } from '../provider.js';

/** The provider of an engine whose databases are files; nothing where they are not. */
export function fileProvider(engine: Engine): readonly Provider[] {
  const { files } = engine;
  if (files === undefined) return [];
  return [{ name: engine.name, open: ({ env }) => withKeeper(env, keeper => fileSandbox({ engine, files, keeper }, sandboxParents(env))) }];
}

interface FileSandboxContext {
  readonly engine: Engine;
  readonly files: DatabaseFiles;
  readonly keeper: Keeper;
}

/** Database files in a private folder. */
async function fileSandbox(context: FileSandboxContext, parents: readonly string[]): Promise<Sandbox> {
  const { engine, keeper } = context;
  const folder = newSandboxFolder(parents);
  await keeper.ask({ ask: 'folder', path: folder });
  const lease = (purpose: string, from?: Lease): Promise<Lease> =>
    Promise.resolve(newFileLease(context, { path: join(folder, newDatabaseName(purpose)), from }));
  const templates = new DatabaseTemplates(lease, () => Promise.resolve());
  return {
    engine,
    provider: `${engine.title} in a private folder`,
    lease,
    template: (key, fill) => templates.get(key, fill),
    close: async () => {
      if (!keeper.lost) await keeper.ask({ ask: 'remove', path: folder });
      rmSync(folder, { recursive: true, force: true });
      await keeper.close();
    },
  };
}

interface FileLeaseRequest {
  /** Without its extension. */
  readonly path: string;
  readonly from: Lease | undefined;
}

function newFileLease({ engine, files }: FileSandboxContext, { path: stem, from }: FileLeaseRequest): Lease {
  const { suffixes, extension, url } = files;
  const path = `${stem}${extension}`;
  if (from === undefined) writeFileSync(path, '');
  else copyFiles(join(dirname(stem), `${from.name}${extension}`), path, suffixes);
  return {
    engine,
    name: basename(stem),
    url: url(path),
    token: '',
    drop: () => {
      for (const suffix of suffixes) rmSync(`${path}${suffix}`, { force: true });
      return Promise.resolve();
    },
  };
}

function copyFiles(from: string, to: string, suffixes: readonly string[]): void {
  for (const suffix of suffixes) if (existsSync(`${from}${suffix}`)) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
}
