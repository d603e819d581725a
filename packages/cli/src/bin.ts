import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { version } from '../package.json';
import { interruption } from './interruption.js';
import { main } from './main.js';
import { progressBar } from './progress-bar.js';

const bar = progressBar(() => process.stderr);
const { awaited, came } = interruption(process);

void main(process.argv.slice(2), {
  cwd: process.cwd(),
  env: process.env,
  now: Math.floor(Date.now() / 1000),
  color: process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb',
  ...(process.stdout.isTTY ? { width: process.stdout.columns } : {}),
  version,
  nodeVersion: process.version,
  platform: process.platform,
  timeZone: () => new Intl.DateTimeFormat().resolvedOptions().timeZone,
  chance: () => Buffer.from(crypto.getRandomValues(new Uint8Array(6))).toString('hex'),
  readInput: () => (process.stdin.isTTY ? Promise.resolve('') : readAll(process.stdin)),
  readPage: rule => {
    const page = join(__dirname, 'rules', `${rule}.md`);
    return existsSync(page) ? readFileSync(page, 'utf8') : undefined;
  },
  readSchema: name => readFileSync(join(__dirname, 'schema', `${name}.schema.json`), 'utf8'),
  progress: bar.show,
  stopped: awaited,
}).then(({ output, complaint, exitCode }) => {
  bar.clear();
  if (complaint !== '') process.stderr.write(complaint);
  process.stdout.write(output);
  process.exitCode = exitCode;
  const signal = came();
  if (signal) process.kill(process.pid, signal);
});

// A file that exports nothing is CommonJS to the bundler, which would then wrap every module that this one leads to.
export {};

async function readAll(stream: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
