import { buildSync } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { postgresBinaries } from '../bootstrap/postgres.mjs';

const sources = fileURLToPath(new URL('../../packages/sandbox/src/', import.meta.url));
export const memoryFolder = '/dev/shm';

/** What packages/sandbox exports, bundled into a folder as it is published. */
export function sandboxLibrary(folder) {
  buildSync({
    entryPoints: { sandbox: join(sources, 'index.ts'), 'keeper-program': join(sources, 'lifecycle/keeper-program.cjs') },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    loader: { '.py': 'text' },
    ...{ bundle: true, platform: 'node', format: 'cjs', conditions: ['@oneleaf/source'], external: ['pg-native'] },
  });
  return createRequire(import.meta.url)(join(folder, 'sandbox.cjs'));
}

/** A sandbox for a task, that listens on a port as well, and what opened it. */
export async function withSandbox(task) {
  const folder = mkdtempSync(join(memoryFolder, 'oneleaf-bench-'));
  try {
    const { openSandbox } = sandboxLibrary(folder);
    const env = { ...process.env, TMPDIR: memoryFolder };
    const sandbox = await openSandbox('native', { project: sources, env, pgBin: postgresBinaries(), tcp: true });
    try {
      return await task(sandbox);
    } finally {
      await sandbox.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Variables with the address of a database in them, as `env` of oneleaf.json spells it. */
export function filled(variables, { tcpUrl }) {
  const { hostname: host, port, username: user, password, pathname } = new URL(tcpUrl);
  const values = { url: tcpUrl, host, port, user, password, name: pathname.slice(1) };
  const fill = text => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, fill(text)]));
}
