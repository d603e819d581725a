import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { specFolder } from '../spec-folder.js';

export interface FakeDockerBehaviour {
  /** What the containers' PostgreSQL is reached at, and how. */
  readonly port?: number;
  readonly variables?: readonly string[];
  /** Resolved by nobody: what `docker compose config --format json` is to say. */
  readonly config?: object;
  /** A command that fails, by how it begins, and what it says then. */
  readonly failing?: Readonly<Record<string, string>>;
  readonly host?: string;
  /** `docker compose up` goes on until it is ended. */
  readonly hangs?: boolean;
  /** How long the engine takes to make something, in milliseconds; it goes on when its client is ended. */
  readonly slow?: number;
  /** Images that are not here. */
  readonly missing?: readonly string[];
}

/** A program called docker that writes down what it is asked, and knows what was made and removed; there is no engine behind it. */
export interface FakeDocker {
  /** PATH, with the program before all others. */
  readonly path: string;
  /** One line for each call. */
  calls(): string[];
  /** What is there: `container k-` and the token, as removed by nobody yet. */
  present(): string[];
}

export function fakeDocker(played: FakeDockerBehaviour): FakeDocker {
  const folder = specFolder();
  const [state, log, bin] = ['state', 'log', 'bin'].map(name => join(folder, name)) as [string, string, string];
  mkdirSync(state);
  mkdirSync(bin);
  writeFileSync(join(folder, 'played.json'), JSON.stringify(played));
  writeFileSync(join(bin, 'docker'), `#!${process.execPath}\n${program.replaceAll('FOLDER', JSON.stringify(folder))}`);
  chmodSync(join(bin, 'docker'), 0o755);
  const lines = (path: string): string[] => (existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []);
  return {
    path: `${bin}:${process.env['PATH'] ?? ''}`,
    calls: () => lines(log),
    present: () => lines(join(state, 'present')),
  };
}

const program = `
const { spawn } = require('node:child_process');
const { appendFileSync, existsSync, readFileSync, writeFileSync } = require('node:fs');
const folder = FOLDER;
const args = process.argv.slice(2);
const said = args.join(' ');
appendFileSync(folder + '/log', said + '\\n');
const played = JSON.parse(readFileSync(folder + '/played.json', 'utf8'));
const file = folder + '/state/present';
const present = () => (existsSync(file) ? readFileSync(file, 'utf8').split('\\n').filter(Boolean) : []);
const keep = lines => writeFileSync(file, lines.map(line => line + '\\n').join(''));
const say = text => process.stdout.write(text + '\\n');
const verb = args.find(arg => ['config', 'build', 'pull', 'create', 'up', 'ps'].includes(arg));
const make = (ids, then) => {
  const missing = ids.filter(id => !present().includes(id));
  const engine = 'setTimeout(() => require("node:fs").appendFileSync(' + JSON.stringify(file) + ', ' + JSON.stringify(missing.map(id => id + '\\n').join('')) + '), ' + (played.slow ?? 0) + ')';
  if (missing.length === 0) then();
  else spawn(process.execPath, ['-e', engine], { detached: true, stdio: 'ignore' }).on('exit', then);
};
for (const [begin, text] of Object.entries(played.failing ?? {})) {
  if (said.startsWith(begin) || verb === begin) {
    process.stderr.write(text + '\\n');
    process.exit(1);
  }
}
const token = /[0-9a-f]{16}/.exec(said)?.[0];
const [kind, action] = args;
if (kind === 'context') say(played.host ?? 'unix:///var/run/docker.sock');
else if (kind === 'version') say('28.2.2');
else if (kind === 'compose' && args[1] === 'version') say('2.40.0');
else if (verb === 'config') say(JSON.stringify(played.config).replaceAll('TOKEN', token));
else if (kind === 'image' && action === 'inspect') {
  if (played.missing?.includes(args.at(-1))) throw new Error('No such image');
  say('sha256:0');
} else if (kind === 'pull' || verb === 'pull' || verb === 'build') say('');
else if (kind === 'compose' && (verb === 'create' || verb === 'up')) {
  make(['container k-', 'container m-', 'network n-', 'volume v-'].map(one => one + token), () => {
    if (played.hangs && verb === 'up') setInterval(() => {}, 1000);
  });
} else if (verb === 'ps') say('k-' + token);
else if (kind === 'run' || kind === 'create') make(['container k-' + token], () => say('k-' + token));
else if (kind === 'start') say(args[1]);
else if (action === 'ls') {
  if (!args.includes('label=dev.oneleaf.token=' + token)) throw new Error('a list of what is not ours');
  present().filter(line => line.startsWith(kind + ' ') && line.endsWith(token)).forEach(line => say(line.split(' ')[1]));
} else if (action === 'rm') keep(present().filter(line => !args.slice(2).includes(line.split(' ')[1])));
else if (action === 'port') say('127.0.0.1:' + played.port);
else if (action === 'inspect') say(said.includes('Running') ? 'false' : JSON.stringify(played.variables ?? []));
else if (action === 'exec') say('s3cret-of-a-file');
else if (action === 'logs') process.stderr.write('FATAL: no space left\\n');
else throw new Error('nobody plays ' + said);
`;
