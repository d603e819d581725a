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

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
