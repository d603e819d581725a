import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithFrameworks, specProjectFolder } from '../../testing/real-frameworks.js';
import { childEnvironment } from './child-environment.js';
import { runChild, type ChildRun } from './child-process.js';
import { writeRunnerFiles } from './runner-files.js';

const PATH = process.env['PATH'];

function shell(script: string, more: Partial<ChildRun> = {}): ChildRun {
  return { program: 'sh', args: ['-c', script], cwd: specProjectFolder({}), env: { PATH }, timeoutMs: 30_000, ...more };
}

/** Whether a process still runs; one that ended and that nobody has asked about does not. */
function isAlive(pid: string): boolean {
  const state = spawnSync('ps', ['-o', 'stat=', '-p', pid.trim()], { encoding: 'utf8' }).stdout.trim();
  return state !== '' && !state.startsWith('Z');
}

const watched: string[] = [];
afterEach(() => {
  for (const pid of watched.splice(0)) if (isAlive(pid)) process.kill(Number(pid), 'SIGKILL');
});

async function gone(pid: string): Promise<void> {
  watched.push(pid);
  while (isAlive(pid)) await new Promise(resolve => setTimeout(resolve, 10));
}

test('gives the exit code and what was printed, with an empty standard input', async () => {
  expect(await runChild(shell('cat; echo out; echo err >&2; exit 4'))).toEqual({ code: 4, timedOut: false, output: 'out\nerr\n' });
});

test('keeps the end of a long output', async () => {
  const { output } = await runChild(shell('head -c 300000 /dev/zero | tr "\\0" x; echo end'));
  expect(output).toHaveLength(64 * 1024);
  expect(output.slice(-5)).toBe('xend\n');
});

test('a child that ends leaves nothing of its group behind', async () => {
  const { output } = await runChild(shell('sleep 600 & echo $!'));
  await gone(output);
});

test('when the time is over the whole group ends, whatever it makes of SIGTERM', async () => {
  const requested = shell('trap "" TERM; sleep 600 & echo $! > pid; wait; wait; sleep 600', { timeoutMs: 2000 });
  const { code, timedOut } = await runChild(requested);
  expect({ code, timedOut }).toEqual({ code: null, timedOut: true });
  await gone(readFileSync(join(requested.cwd, 'pid'), 'utf8'));
});

test('an abort ends it', async () => {
  const stop = new AbortController();
  const requested = shell('sleep 600 & echo $! > pid; wait', { signal: stop.signal });
  const running = runChild(requested);
  while (!existsSync(join(requested.cwd, 'pid'))) await new Promise(resolve => setTimeout(resolve, 10));
  stop.abort();
  await expect(running).rejects.toThrow('aborted');
  await gone(readFileSync(join(requested.cwd, 'pid'), 'utf8'));
});

test('a program that is not there is an error with a name', async () => {
  await expect(runChild(shell('', { program: '/nonexistent/python' }))).rejects.toMatchObject({
    name: 'SandboxError',
    message: '/nonexistent/python could not be started: spawn /nonexistent/python ENOENT',
  });
});

describeWithFrameworks('the runner', ({ newest }) => {
  test('ends with the process that started it, however that ended', async () => {
    const folder = specProjectFolder({ 'manage.py': 'import time\nopen("ready", "w").close()\ntime.sleep(600)\n' });
    const request = {
      verb: 'leaves',
      runner: 'oneleaf_django',
      answers: join(folder, 'answers'),
      project: { framework: 'django', manage: 'manage.py' },
    };
    const django = specProjectFolder({
      'django/__init__.py': '',
      'django/core/__init__.py': '',
      'django/core/management.py': 'class ManagementUtility: pass\n',
    });
    writeFileSync(join(folder, 'request.json'), JSON.stringify(request));
    const runner = writeRunnerFiles(specProjectFolder({}));
    const child = spawn(newest, [runner, join(folder, 'request.json')], {
      cwd: folder,
      env: { PATH, PYTHONPATH: django },
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
      detached: true,
    });
    while (!existsSync(join(folder, 'ready'))) await new Promise(resolve => setTimeout(resolve, 10));
    child.stdio[3]?.destroy();
    const [, signal] = (await once(child, 'exit')) as [number | null, string];
    expect([signal, existsSync(runner)]).toEqual(['SIGKILL', false]);
  });
});

test('no variable of libpq reaches a child, and Python writes nothing beside the sources', () => {
  const env = childEnvironment({ PATH, PGHOST: 'db', PGSERVICE: 'live', PGPASSFILE: '/x', SHOP: '1' }, { DATABASE_URL: 'x' });
  expect(env).toEqual(expect.objectContaining({ PATH, SHOP: '1', DATABASE_URL: 'x', PYTHONDONTWRITEBYTECODE: '1' }));
  expect(Object.keys(env).filter(name => name.startsWith('PG'))).toEqual([]);
});
