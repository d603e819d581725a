import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SourceCopy, type ProgramResult } from './source-copy';

const root = join(__dirname, '..', '..');

/** A process of a program: where it runs, and its environment. */
export interface ProgramPlace {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A copy of all packages in which their bundles are built, so that what a spec adds to the sources is in the program. */
export class BuiltCopy extends SourceCopy {
  constructor() {
    super('packages', 'tools/bundle', 'docs/rules', 'docs/schema');
    this.#linkPackages();
  }

  /** Adds a framework of specs: one folder, and one line of the list. */
  addFramework(name: string): void {
    const sources = join(this.folder, 'packages/frameworks/src');
    cpSync(join(sources, 'testing', name), join(sources, name), { recursive: true });
    const list = join(sources, 'index.ts');
    const identifier = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    const text = readFileSync(list, 'utf8').replace(/(readonly Framework\[\] = \[[^\]]*)\]/, `$1, ${identifier}]`);
    writeFileSync(list, `import { ${identifier} } from './${name}/${name}.js';\n${text}`);
  }

  build(): void {
    for (const script of ['bundle.mjs', 'bundle-nx.mjs']) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(this.folder, 'tools/bundle', script)], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stdout + stderr);
    }
  }

  /** Runs the built program. */
  oneleaf({ path, env }: ProgramPlace, args: readonly string[], input = ''): ProgramResult {
    const program = join(this.folder, 'packages/cli/bin/oneleaf.js');
    return spawnSync(process.execPath, [program, ...args], { cwd: path, env: { ...env }, input, encoding: 'utf8' });
  }

  /** Runs a script that may require the built packages, and reads what it prints as JSON. */
  script({ path, env }: ProgramPlace, text: string): unknown {
    const file = join(this.folder, 'spec-script.cjs');
    writeFileSync(file, text);
    const { stdout, stderr, status } = spawnSync(process.execPath, [file], { cwd: path, env: { ...env }, encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout + stderr);
    return JSON.parse(stdout);
  }

  /** Has the packages of the copy import each other, and not those of this repository. */
  #linkPackages(): void {
    const modules = join(this.folder, 'node_modules');
    rmSync(modules);
    mkdirSync(join(modules, '@oneleaf'), { recursive: true });
    const others = readdirSync(join(root, 'node_modules')).filter(name => name !== '@oneleaf' && name !== 'oneleaf');
    for (const name of others) symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
    for (const name of readdirSync(join(this.folder, 'packages'))) {
      const link = name === 'cli' ? 'oneleaf' : join('@oneleaf', name);
      symlinkSync(join(this.folder, 'packages', name), join(modules, link), 'junction');
      const own = join(root, 'packages', name, 'node_modules');
      if (existsSync(own)) symlinkSync(own, join(this.folder, 'packages', name, 'node_modules'), 'junction');
    }
  }
}
