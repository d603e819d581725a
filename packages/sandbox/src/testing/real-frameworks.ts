import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type TestedVersion = 'newest' | 'oldest';

export const testedVersions: readonly TestedVersion[] = ['newest', 'oldest'];

/** What npm test sets: interpreters that have the frameworks, and the folder of initdb and postgres. */
export interface SpecPrograms {
  readonly newest: string;
  readonly oldest: string;
  readonly postgres: string;
}

function specPrograms(): SpecPrograms | undefined {
  const { ONELEAF_PYTHON_NEWEST: newest, ONELEAF_PYTHON_OLDEST: oldest, ONELEAF_POSTGRES: postgres } = process.env;
  return newest !== undefined && oldest !== undefined && postgres !== undefined ? { newest, oldest, postgres } : undefined;
}

const required = process.env['CI'] === 'true' || process.env['ONELEAF_REQUIRE_PYTHON'] === '1';

/** A `describe` whose specs run the real frameworks on real databases: skipped in plain sight without them, a failure where that is not allowed. */
export function describeWithFrameworks(name: string, body: (found: SpecPrograms) => void): void {
  const found = specPrograms();
  if (found) {
    describe(name, () => body(found));
    return;
  }
  if (required) throw new Error('ONELEAF_PYTHON_NEWEST, ONELEAF_PYTHON_OLDEST or ONELEAF_POSTGRES is not set: run the specs with npm test');
  describe.skip(`SKIPPED without Python and PostgreSQL (run npm test): ${name}`, () => {
    test('runs the real frameworks', () => undefined);
  });
}

const made: string[] = [];
afterAll(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true });
});

/** A fresh folder with these files, removed after the spec file. */
export function specProjectFolder(files: Readonly<Record<string, string>>): string {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'oneleaf-spec-')));
  made.push(top);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return top;
}

/** Every file of a folder with its text. */
export function folderContents(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => !entry.isDirectory());
  const paths = entries.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(paths.map(path => [path, readFileSync(path, 'utf8')]));
}
