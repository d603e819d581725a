import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LinkedCopy } from './linked-copy';
import type { ProgramResult } from './source-copy';

/** A process of a program: where it runs, and its environment. */
export interface ProgramPlace {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A copy of all packages in which their bundles are built, so that what a spec adds to the sources is in the program. */
export class BuiltCopy extends LinkedCopy {
  constructor() {
    super('tools/bundle', 'docs/rules', 'docs/schema');
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
}
