import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** What a program came to. */
export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of a part of this repository, in which a generator writes and whose checks run as they do here. */
export class SourceCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'oneleaf-copy-'));

  /** `paths`: files and folders from the top of the repository. */
  constructor(...paths: readonly string[]) {
    const isSource = (path: string): boolean => !/[\\/](?:dist|node_modules)$/.test(path);
    for (const path of ['tsconfig.base.json', '.prettierrc.json', ...paths])
      cpSync(join(root, path), join(this.folder, path), { recursive: true, filter: isSource });
    symlinkSync(join(root, 'node_modules'), join(this.folder, 'node_modules'), 'junction');
  }

  run(script: string, ...args: readonly string[]): ProgramResult {
    return spawnSync(process.execPath, [join(root, script), ...args], { cwd: this.folder, encoding: 'utf8' });
  }

  prettier(...files: readonly string[]): ProgramResult {
    return this.run('node_modules/prettier/bin/prettier.cjs', '--check', ...files);
  }

  /** The rules of this repository, but for those that ask Nx about the whole of it. */
  eslint(...files: readonly string[]): ProgramResult {
    const parserOptions = `{ projectService: true, tsconfigRootDir: ${JSON.stringify(this.folder)} }`;
    const changed = `{ files: ['**/*.ts'], languageOptions: { parserOptions: ${parserOptions} }, rules: { '@nx/enforce-module-boundaries': 'off' } }`;
    const main = JSON.stringify(join(root, 'eslint.config.mjs'));
    writeFileSync(join(this.folder, 'eslint.config.mjs'), `import main from ${main};\nexport default [...main, ${changed}];\n`);
    writeFileSync(
      join(this.folder, 'lint.mjs'),
      `import { ESLint } from 'eslint';
const results = await new ESLint({ cwd: ${JSON.stringify(this.folder)} }).lintFiles(process.argv.slice(2));
const messages = results.flatMap(({ filePath, messages }) => messages.map(({ message }) => filePath + ': ' + message));
process.stdout.write(messages.map(line => line + '\\n').join(''));
process.exitCode = messages.length > 0 ? 1 : 0;
`,
    );
    return spawnSync(process.execPath, [join(this.folder, 'lint.mjs'), ...files], { cwd: root, encoding: 'utf8' });
  }

  /** Types of a package, its specs included. */
  types(project: string): ProgramResult {
    return this.run('node_modules/typescript/bin/tsc', '--build', project);
  }

  jest(...patterns: readonly string[]): ProgramResult {
    const config = `module.exports = { ...require(${JSON.stringify(join(root, 'jest.config.cjs'))}),
  rootDir: __dirname, roots: ['<rootDir>/packages'], globalSetup: undefined, globalTeardown: undefined };\n`;
    writeFileSync(join(this.folder, 'jest.config.cjs'), config);
    const env = { ...process.env };
    delete env['JEST_WORKER_ID'];
    const args = [join(root, 'node_modules/jest/bin/jest.js'), '--runInBand', ...patterns];
    return spawnSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', env });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
