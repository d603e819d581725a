import { copyFileSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Keeper } from '../../lifecycle/keeper.js';
import { newDatabaseName } from '../postgresql/ownership.js';
import type { Lease, Sandbox } from '../../sandbox.js';
import { newSandboxFolder } from '../../lifecycle/sandbox-folders.js';
import { DatabaseTemplates } from '../../lifecycle/templates.js';

// What SQLite writes beside a database holds what is not in it yet (sqlite.org/tempfiles.html).
const fileSuffixes = ['', '-wal', '-journal', '-shm'];

/** Database files in a private folder. */
export async function sqliteSandbox(keeper: Keeper, places: readonly string[]): Promise<Sandbox> {
  const folder = newSandboxFolder(places);
  await keeper.ask({ ask: 'folder', path: folder });
  const lease = (purpose: string, from?: Lease): Promise<Lease> => Promise.resolve(newFileLease(folder, purpose, from));
  const templates = new DatabaseTemplates(lease, () => Promise.resolve());
  return {
    kind: 'sqlite',
    provider: 'SQLite in a private folder',
    lease,
    template: (key, fill) => templates.get(key, fill),
    close: async () => {
      if (!keeper.lost) await keeper.ask({ ask: 'remove', path: folder });
      rmSync(folder, { recursive: true, force: true });
      await keeper.close();
    },
  };
}

function newFileLease(folder: string, purpose: string, from: Lease | undefined): Lease {
  const name = newDatabaseName(purpose);
  const at = (stem: string, ending: string): string => join(folder, `${stem}.sqlite3${ending}`);
  if (from === undefined) writeFileSync(at(name, ''), '');
  else for (const ending of fileSuffixes) if (existsSync(at(from.name, ending))) copyFileSync(at(from.name, ending), at(name, ending));
  return {
    kind: 'sqlite',
    name,
    // Three slashes, and the one of an absolute path.
    url: `sqlite:///${at(name, '')}`,
    tcpUrl: undefined,
    token: '',
    drop: () => {
      for (const ending of fileSuffixes) rmSync(at(name, ending), { force: true });
      return Promise.resolve();
    },
  };
}
