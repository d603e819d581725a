import { buildSync, stop } from 'esbuild';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SystemUser } from '../lifecycle/keeper.js';
import { keepersIn } from './spec-folder.js';

const sources = join(__dirname, '..');

// Its service would live as long as the process that runs the specs.
afterAll(() => stop());

/** The tenant and the keeper's program, bundled as they are published: two files in one folder, and no packages to be found from there. */
export function bundleSandboxProgram(folder: string): string {
  buildSync({
    entryPoints: { tenant: join(__dirname, 'sandbox-program.ts'), 'keeper-program': join(sources, 'lifecycle/keeper-program.cjs') },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    loader: { '.py': 'text' },
    conditions: ['@oneleaf/source'],
    external: ['pg-native'],
    logLevel: 'error',
  });
  return join(folder, 'tenant.cjs');
}

interface ProgramUser extends Partial<SystemUser> {
  readonly home?: string;
  readonly path?: string;
}

/** Starts the bundled tenant; whatever it makes is in `place`. */
export function startSandboxProgram(program: string, place: string, requested: object, as: ProgramUser = {}): ChildProcess {
  const { path = process.env['PATH'], home, ...user } = as;
  const env = { PATH: path, TMPDIR: place, ...(home !== undefined && { HOME: home }) };
  return spawn(process.execPath, [program, JSON.stringify(requested)], { env, ...user, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
}

export interface SandboxProgramOutput {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What it printed, once it has ended. */
export async function programOutput(child: ChildProcess): Promise<SandboxProgramOutput> {
  const said = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, ...said };
}

/** Its first line: it has a database now. */
export async function firstLine(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('the tenant has no stdout');
  const [line] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [Buffer | number];
  if (typeof line === 'number') throw new Error(`the tenant ended with ${line}`);
  return line.toString();
}

/** Kills a tenant, and its keeper before it: nobody is left who could clean up. A server of theirs goes on running. */
export function killWithKeeper(child: ChildProcess, place: string): void {
  const keepers = keepersIn(place);
  expect(keepers).toHaveLength(1);
  for (const pid of keepers) process.kill(Number(pid), 'SIGKILL');
  child.kill('SIGKILL');
}
