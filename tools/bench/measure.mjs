import { spawnSync } from 'node:child_process';

/** Wall seconds of whole processes: one run to warm up, then `runs` counted ones; `before` is not timed. */
export function time({ command, args, input = '', cwd, env = process.env, before = () => undefined, runs }) {
  const seconds = [];
  for (let run = 0; run <= runs; run += 1) {
    before();
    const started = performance.now();
    const { status, stderr, error } = spawnSync(command, args, { cwd, env, input, maxBuffer: 2 ** 30 });
    if (error) throw error;
    if (status !== 0 && status !== 1) throw new Error(`${command} ${args.join(' ')} ended with ${status}\n${stderr}`);
    if (run > 0) seconds.push((performance.now() - started) / 1000);
  }
  return median(seconds);
}

/** Wall seconds of one process that has to succeed, with these variables on top of the environment. */
export function timed(program, args, { cwd, env }) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${stdout}${stderr}`);
  return (performance.now() - started) / 1000;
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
