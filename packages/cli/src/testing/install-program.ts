import { buildSync, stop } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scratch, type GitRepo } from '@oneleaf/git/testing';

const root = join(__dirname, '../../../..');

// Its service would live as long as the process that runs the specs.
afterAll(() => stop());

let built: string | undefined;

/** The program in one file, as it is published. */
function program(): string {
  built ??= bundle();
  return built;
}

function bundle(): string {
  const outfile = join(scratch(), 'oneleaf.cjs');
  buildSync({
    absWorkingDir: root,
    entryPoints: ['packages/cli/src/bin.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    conditions: ['@oneleaf/source'],
    loader: { '.py': 'text' },
    external: ['pg-native'],
  });
  return outfile;
}

/** What `npm install` leaves in a working tree whose `prepare` script is `husky`. */
export function installProgram({ path, env }: Pick<GitRepo, 'path' | 'env'>): void {
  const folder = join(path, 'node_modules/.bin');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'oneleaf'), `#!/bin/sh\nexec '${process.execPath}' '${program()}' "$@"\n`, { mode: 0o755 });
  execFileSync(process.execPath, [join(root, 'node_modules/husky/bin.js')], { cwd: path, env: { ...env } });
}
