import { buildSync, stop } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileRewrite } from '../worktree/worktree.js';
import { scratch } from './git-repo.js';

/** What the child does to the working tree that it is given. */
const childProgram = `
const { openRepository } = require('./open-repository.ts');
const { path, action, rewriting } = JSON.parse(process.argv[2]);
(async () => {
  const repository = await openRepository(path, { env: process.env });
  await repository.workingTree({ key: 'every', wants: () => true });
  await repository.worktree[action](rewriting);
})().catch(cause => {
  console.error(cause);
  process.exitCode = 1;
});`;

/** Ends the child before its nth act that changes something, in the middle of it, or after it; prints all acts at the end. */
const killPreload = `
const fs = require('node:fs');
const children = require('node:child_process');
const [moment, last, signal] = (process.env.KILL ?? 'never 0').split(' ');
const acts = [];
const die = () => process.kill(process.pid, signal);
const fail = () => {
  throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
};
const wrap = (module, name, counts, half) => {
  const real = module[name];
  module[name] = (...args) => {
    if (!counts(...args)) return real(...args);
    acts.push(half === undefined ? name : name + '+');
    const isLast = acts.length === Number(last);
    if (isLast && moment === 'before') die();
    if (isLast && moment === 'instead') fail();
    if (isLast && moment === 'amid') half(real, ...args), die();
    const result = real(...args);
    if (isLast && moment === 'after') die();
    return result;
  };
};
const always = () => true;
for (const name of ['mkdirSync', 'renameSync', 'chmodSync', 'rmdirSync']) wrap(fs, name, always);
wrap(fs, 'rmSync', path => fs.existsSync(path));
wrap(fs, 'writeFileSync', always, (real, path, bytes, { flag }) => {
  const all = Buffer.from(bytes);
  real(path, all.subarray(0, all.length / 2), { flag });
});
const updates = (git, args) => args.includes('update-index');
wrap(children, 'spawn', updates);
// Git goes on alone; it keeps the pipe open that the caller waits for.
wrap(children, 'spawnSync', updates, (real, git, args, options) => {
  children.spawn(git, args, { ...options, stdio: [options.stdio[0], 'inherit', 'inherit'] });
});
process.on('exit', () => fs.writeSync(1, acts.join(' ')));`;

export interface RewriteAction {
  /** Top of a working tree. */
  readonly path: string;
  readonly action: 'rewrite' | 'finish' | 'undo';
  readonly rewriting?: FileRewrite;
}

/** Before, amid or after the act of this number. */
export interface KillMoment {
  readonly moment: 'before' | 'amid' | 'after';
  readonly act: number;
}

// Its service would live as long as the process that runs the specs.
afterAll(() => stop());

/** Other processes that rewrite, and are killed. */
export class ProcessKiller {
  readonly #program = join(scratch(), 'program.cjs');
  readonly #preload = join(scratch(), 'preload.cjs');

  constructor(readonly env: Readonly<Record<string, string | undefined>>) {
    const stdin = { contents: childProgram, resolveDir: join(__dirname, '..') };
    buildSync({ stdin, outfile: this.#program, bundle: true, platform: 'node', format: 'cjs', conditions: ['@oneleaf/source'] });
    writeFileSync(this.#preload, killPreload);
  }

  /** Every moment at which the deed can be killed that leaves something else than the one before it. Does the deed. */
  moments(task: RewriteAction): readonly KillMoment[] {
    const { status, stdout, stderr } = this.#run(task, '');
    if (status !== 0) throw new Error(stderr);
    const acts = stdout.split(' ');
    const kills = acts.flatMap((name, index): KillMoment[] => {
      const before: KillMoment = { moment: 'before', act: index + 1 };
      return name.endsWith('+') ? [before, { moment: 'amid', act: index + 1 }] : [before];
    });
    return [...kills, { moment: 'after', act: acts.length }];
  }

  kill(task: RewriteAction, { moment, act }: KillMoment, by: NodeJS.Signals = 'SIGKILL'): void {
    const { status, signal, stderr } = this.#run(task, `${moment} ${act} ${by}`);
    if (signal !== by) throw new Error(`ended with ${status ?? signal ?? ''}: ${stderr}`);
  }

  /** Fails at an act as if the disk were full; answers what is said. */
  fail(task: RewriteAction, act: number): string {
    const { status, stderr } = this.#run(task, `instead ${act}`);
    if (status !== 1) throw new Error('nothing failed');
    return stderr;
  }

  #run(task: RewriteAction, when: string) {
    const args = ['--require', this.#preload, this.#program, JSON.stringify(task)];
    const env = { ...this.env, ...(when === '' ? {} : { KILL: when }) };
    return spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  }
}
