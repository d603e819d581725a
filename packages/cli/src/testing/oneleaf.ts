import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TerminalContext } from '../command-line/command-run.js';
import { main } from '../main.js';

/** A day after the commits of `gitRepo`: old enough to have an age, young enough to be looked at. */
export const NOW = Date.UTC(2024, 0, 2) / 1000;

/** The program that specs run, and its random digits. */
export const PROGRAM = { version: '0.0.0', nodeVersion: 'v20.19.0', chance: () => 'c0ffee123456' };

const docs = join(__dirname, '../../../../docs');

/** Where the program runs: a repository of a spec, or any folder. */
export interface SpecFolder {
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface ProgramResult {
  readonly output: string;
  readonly complaint: string;
  readonly exitCode: number;
}

export interface ProgramInput {
  /** What the hook reads on standard input. */
  readonly input?: string;
  /** On top of the place's own environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: number;
  /** Twelve hexadecimal digits. */
  readonly chance?: () => string;
}

/** Runs the program in a folder, as `bin.ts` does, without starting a process. */
export function oneleaf(folder: SpecFolder, args: readonly string[], input: ProgramInput = {}): Promise<ProgramResult> {
  return main(args, contextOf(folder, input));
}

export function contextOf(
  { path, env }: SpecFolder,
  { input = '', now = NOW, chance = PROGRAM.chance, ...more }: ProgramInput = {},
): TerminalContext {
  return {
    cwd: path,
    env: { ...env, ...more.env },
    now,
    color: false,
    version: PROGRAM.version,
    nodeVersion: PROGRAM.nodeVersion,
    platform: 'linux',
    timeZone: () => 'UTC',
    chance,
    readInput: () => Promise.resolve(input),
    readPage: rule => {
      const page = join(docs, 'rules', `${rule}.md`);
      return existsSync(page) ? readFileSync(page, 'utf8') : undefined;
    },
    readSchema: name => readFileSync(join(docs, 'schema', `${name}.schema.json`), 'utf8'),
    progress: () => undefined,
  };
}
