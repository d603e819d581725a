import type { ProcessEnvironment } from '../../environment.js';
import { SandboxError } from '../../sandbox-error.js';
import { ComposeFileCopy, type ComposeFile } from './file-copy.js';
import { interpolate } from './interpolate.js';
import { withNeededServices, type ComposeModel, composeModel } from './model.js';
import { ProjectNames } from './project-names.js';
import { overlayText } from './overlay-file.js';
import { recordOf } from './plain-values.js';
import { serviceRefusals } from './refusals.js';
import { rewriteResources } from './resources.js';
import { rewriteService } from './rewrite-service.js';

export interface IsolationRequest {
  /** Sixteen hexadecimal digits, by which everything is named and labelled. */
  readonly token: string;
  /** What the files' variables are filled in from. */
  readonly env: ProcessEnvironment;
  /** The services to start; all by default. Services that they need start too. */
  readonly wanted?: readonly string[];
  /** Of the database, which the team's files may publish nowhere. */
  readonly database?: string;
}

/** A compose project of its own. */
export interface Isolation {
  /** For `-p`. */
  readonly project: string;
  /** For `-f`, in this order: a copy of each file, and one that is added. */
  readonly files: readonly ComposeFile[];
  /** What a service is called here. */
  readonly services: ReadonlyMap<string, string>;
  /** What is started of them, by these names. */
  readonly started: ReadonlySet<string>;
  /** What is other than in the team's files: `docker-compose.yml: volumes.data: a new, empty volume instead of one of others`. */
  readonly notes: readonly string[];
}

/** Under which path the added file stands among the others. */
export const OVERLAY_PATH = 'oneleaf.yaml';

const hint = 'name only the services that are needed, or use a database without compose: --image postgres:16';
const topLevelKeys = new Set(['name', 'version', 'services', 'networks', 'volumes', 'configs', 'secrets']);

/**
 * Copies of compose files in which everything that they would create has another name, no port is fixed, and nothing of anybody else's is used or written.
 * Throws a SandboxError that names the file, the place and the reason where that cannot be.
 */
export function isolate(files: readonly ComposeFile[], { token, env, wanted, database }: IsolationRequest): Isolation {
  const names = new ProjectNames(token);
  const copies = copyFiles(files, { ...env, COMPOSE_PROJECT_NAME: names.project });
  const plain = copies.map(copy => recordOf(copy.plain()));
  const model = composeModel(plain);
  const needed = withNeededServices(model.services, wanted ?? [...model.services.keys()]);
  requireServices(model, needed, files);
  const notes: string[] = [];
  copies.forEach((copy, index) => {
    requireKnownKeys(copy, plain[index] ?? {}, needed);
    rewriteFile({ copy, names, model, needed, notes });
  });
  const added = { path: OVERLAY_PATH, text: overlayText(model, names, { needed, ...(database !== undefined && { database }) }) };
  return {
    project: names.project,
    files: [...copies.map(copy => ({ path: copy.file.path, text: copy.text() })), added],
    services: new Map([...model.services.keys()].map(name => [name, names.renamed(name)])),
    started: new Set([...needed].map(name => names.renamed(name))),
    notes,
  };
}

/** The model of files that are not rewritten. */
export function readModel(files: readonly ComposeFile[], env: ProcessEnvironment): ComposeModel {
  return composeModel(copyFiles(files, env).map(copy => copy.plain()));
}

function copyFiles(files: readonly ComposeFile[], env: ProcessEnvironment): ComposeFileCopy[] {
  return files.map(file => new ComposeFileCopy(file, text => interpolate(text, env)));
}

function requireServices({ services }: ComposeModel, needed: ReadonlySet<string>, files: readonly ComposeFile[]): void {
  for (const name of needed) {
    if (services.has(name)) continue;
    const message = `no service ${name} in ${files.map(({ path }) => path).join(', ')}`;
    throw new SandboxError(message, `name one of ${[...services.keys()].join(', ')}`);
  }
}

function isolationError({ file }: ComposeFileCopy, at: string, reason: string): SandboxError {
  return new SandboxError(`${file.path}: ${at}: ${reason}, and cannot be isolated`, hint);
}

function requireKnownKeys(copy: ComposeFileCopy, content: Readonly<Record<string, unknown>>, needed: ReadonlySet<string>): void {
  for (const key of Object.keys(content)) {
    if (topLevelKeys.has(key) || key.startsWith('x-')) continue;
    const whole = 'docker compose config > whole.yaml';
    if (key === 'include') throw new SandboxError(`${copy.file.path}: include: brings in other files`, `${whole}, and name that file`);
    throw isolationError(copy, key, 'is not known here');
  }
  for (const [name, service] of Object.entries(recordOf(content['services']))) {
    const [first] = needed.has(name) ? serviceRefusals(service) : [];
    if (first) throw isolationError(copy, `services.${name}.${first.at}`, first.reason);
  }
}

interface ComposeFileRewrite {
  readonly copy: ComposeFileCopy;
  readonly names: ProjectNames;
  readonly model: ComposeModel;
  readonly needed: ReadonlySet<string>;
  readonly notes: string[];
}

function rewriteFile({ copy, names, model, needed, notes }: ComposeFileRewrite): void {
  const note = (at: string, text: string): void => void notes.push(`${copy.file.path}: ${at}: ${text}`);
  const top = new Map(copy.entries(copy.top).map(({ key, pair }) => [key, pair]));
  const name = top.get('name');
  if (name) name.value = copy.respelled(name.value, () => names.project);
  // What is shared with a service that is not needed must be refused on account of the one that is.
  const services = copy.entries(top.get('services')?.value).sort((one, other) => +needed.has(other.key) - +needed.has(one.key));
  for (const { key: service, pair } of services) {
    const at = `services.${service}`;
    const within = {
      ...{ copy, names, model, service },
      note: (place: string, text: string) => {
        if (needed.has(service)) note(`${at}.${place}`, text);
      },
      refuse: (place: string, reason: string) => {
        if (needed.has(service)) throw isolationError(copy, `${at}.${place}`, reason);
      },
    };
    rewriteService(within, pair.value);
    pair.key = copy.respelled(pair.key, one => names.renamed(one));
  }
  for (const kind of ['networks', 'volumes'] as const) rewriteResources({ copy, names, note }, kind, top.get(kind)?.value);
}
