import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openSandbox } from '../open-sandbox.js';
import { alembicPay, revision } from '../testing/alembic-pay.js';
import { commandOf } from '../testing/machine.cjs';
import { describeWithFrameworks } from '../testing/real-frameworks.js';
import { expectEmpty, folderLeftovers, processesIn, specFolder, folderOptions } from '../testing/spec-folder.js';
import { bundleSandboxProgram, programOutput, firstLine, startSandboxProgram } from '../testing/launch-sandbox-program.js';

// The same victims at the same moments each run, as far as the machine is the same; ONELEAF_SEED chooses others.
const seed = Number(process.env['ONELEAF_SEED'] ?? 1986);

/** Numbers below 1, as mulberry32 draws them. */
function* draws(state: number): Generator<number, never> {
  for (;;) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** How the processes of a run are distinguished, by what they were called with; the command is the child itself. */
const victims = {
  command: [],
  python: ['oneleaf_run.py'],
  keeper: ['keeper-program.cjs'],
  server: ['/postgres -D'],
  'command and keeper': ['keeper-program.cjs'],
} as const;
type Victim = keyof typeof victims;
const names = ['command', 'python', 'keeper', 'server', 'command and keeper'] as const;

const slow = (id: string, parent: string): string =>
  revision({ id, parent, up: 'op.execute("SELECT pg_sleep(0.1)")', down: 'op.execute("SELECT pg_sleep(0.1)")' });

describeWithFrameworks('an upgrade in progress', ({ newest, postgres: pgBin }) => {
  const program = bundleSandboxProgram(specFolder());
  const project = alembicPay(newest, { 'db/versions/a3.py': slow('a3', 'a2'), 'db/versions/a4.py': slow('a4', 'a3') });
  const requested = { choice: 'native', options: { project: __dirname, pgBin }, end: 'upgrade', project };

  const found = (place: string, victim: Victim): string[] =>
    victims[victim].flatMap(sign => processesIn(place).filter(pid => commandOf(pid).includes(sign)));

  /** Waits for the victim where there is none yet; false when the run was over before. */
  async function kill(child: ChildProcess, place: string, victim: Victim): Promise<boolean> {
    let pids = found(place, victim);
    while (pids.length < victims[victim].length && child.exitCode === null) {
      await pause(5);
      pids = found(place, victim);
    }
    for (const pid of pids) process.kill(Number(pid), 'SIGKILL');
    if (victim.startsWith('command')) child.kill('SIGKILL');
    return pids.length > 0 || child.killed;
  }

  /** One run, and the end of one of its processes. */
  async function murder(victim: Victim, after: number): Promise<boolean> {
    const place = specFolder();
    const child = startSandboxProgram(program, place, requested);
    const over = once(child, 'close');
    child.stdout?.resume();
    child.stderr?.resume();
    await pause(after);
    const hit = await kill(child, place, victim);
    // Those who outlive it go on to their end.
    child.stdin?.on('error', () => undefined).end();
    await over;
    // Where nobody is left who could clean up, the next run does; so it is for a moment before a Python starts, and after it has ended.
    if (victim === 'command') while (folderLeftovers(place).some(one => !one.startsWith('oneleaf-run-'))) await pause(20);
    if (victim.startsWith('command')) await (await openSandbox('sqlite', folderOptions(place))).close();
    await expectEmpty(place);
    return hit;
  }

  test(`leaves nothing, whoever of it is killed, fifty times (seed ${seed})`, async () => {
    const place = specFolder();
    const began = performance.now();
    const first = startSandboxProgram(program, place, requested);
    await firstLine(first);
    // Five at once on two processors take about three times as long until they have a database.
    const span = 6 * (performance.now() - began);
    first.stdin?.end();
    expect(await programOutput(first)).toMatchObject({ code: 0, stderr: '' });
    await expectEmpty(place);

    const random = draws(seed);
    const hits: boolean[] = [];
    for (let wave = 0; wave < 10; wave += 1) {
      const plans = names.map(
        () => [names[Math.floor(random.next().value * names.length)] ?? 'command', random.next().value * span] as const,
      );
      hits.push(...(await Promise.all(plans.map(([victim, after]) => murder(victim, after)))));
    }
    expect(hits).toHaveLength(50);
    expect(hits).not.toContain(false);
  }, 600_000);
});
