import { describeWithPython } from '@oneleaf/frameworks/testing';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

interface Leftovers {
  readonly mark: string;
  readonly folders: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  look(): void;
  left(tries?: number): Promise<string[]>;
}

// What jest's own set-up counts with; plain JavaScript, since jest transforms set-ups, and maps no names in them.
const { Leftovers } = jest.requireActual<{ Leftovers: new () => Leftovers }>('./leftovers.cjs');

const started: ChildProcess[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.kill('SIGKILL')) await once(child, 'close');
  }
});

function start(program: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
  const child = spawn(program, args, { env: { PATH: process.env['PATH'], ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  started.push(child);
  return child;
}

test('a clean run leaves nothing, and tools may keep their caches', async () => {
  const leftovers = new Leftovers();
  mkdirSync(join(leftovers.env['TMPDIR'] ?? '', 'nx-native-file-cache'));
  expect(await leftovers.left()).toEqual([]);
  expect(leftovers.folders.filter(folder => existsSync(folder))).toEqual([]);
});

test('what a killed run left goes with the next', () => {
  const { pid } = spawnSync('true');
  const folder = `/tmp/oneleaf-suite-${pid}-01234567`;
  mkdirSync(folder);
  const { folders } = new Leftovers();
  expect(existsSync(folder)).toBe(false);
  for (const own of folders) rmSync(own, { recursive: true });
});

test('a process and a folder that are left are named, those of others are not', async () => {
  const leftovers = new Leftovers();
  const folder = join(leftovers.env['TMPDIR'] ?? '', 'oneleaf-sandbox-0123456789ab');
  mkdirSync(folder);
  const stray = start('sleep', ['601'], leftovers.env);
  start('sleep', ['602'], { ONELEAF_SUITE: 'oneleaf-suite-1-00000000' });
  const foreign = mkdtempSync('/tmp/oneleaf-run-');
  try {
    expect(await leftovers.left(0)).toEqual([`process ${stray.pid}: sleep 601`, folder]);
  } finally {
    rmSync(foreign, { recursive: true });
  }
});

describeWithPython('shared memory', ({ newest }) => {
  const hold = `
import mmap, sys
file = open(sys.argv[1], "w+b")
file.truncate(4096)
held = mmap.mmap(file.fileno(), 4096)
print("held", flush=True)
sys.stdin.read()
`;

  test('that is left is named, when the run had it', async () => {
    const leftovers = new Leftovers();
    const name = `PostgreSQL.${Date.now()}`;
    try {
      const holder = start(newest, ['-c', hold, `/dev/shm/${name}`], leftovers.env);
      await once(holder.stdout ?? holder, 'data');
      leftovers.look();
      holder.stdin?.end();
      await once(holder, 'close');
      expect(await leftovers.left(0)).toEqual([name]);
      expect(await new Leftovers().left(0)).toEqual([]);
    } finally {
      rmSync(`/dev/shm/${name}`, { force: true });
    }
  });
});
