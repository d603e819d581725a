import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Report } from '@oneleaf/core';
import { GitError } from '@oneleaf/git';
import { renderJson, renderSync, renderText } from '@oneleaf/report';
import type { Common, Request } from './request.js';
import { checkTree } from './commands/check.js';
import { mergeLeaves } from './commands/merge.js';
import { newMigration } from './commands/new.js';
import { predict, type PredictOptions } from './commands/predict.js';
import { prePush } from './commands/pre-push.js';
import { syncTree } from './commands/sync.js';
import type { Drawing } from './drafting.js';
import { exitCodeOf } from './exit-code.js';
import { EnvironmentError, StrictError, UsageError } from './errors.js';
import { HELP } from './help.js';
import { pushesFromEnvironment, readPushes, type Push } from './hook.js';
import { openSession } from './open.js';
import type { Session } from './session.js';
import { readDuration, USUAL_AGE } from './time.js';

/** All that a command knows of the world outside. */
export interface Outside {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly color: boolean;
  readonly width?: number;
  readonly version: string;
  readonly nodeVersion: string;
  /** The IANA name of the zone of this machine. */
  readonly timeZone: () => string;
  /** Twelve random hexadecimal digits. */
  readonly chance: () => string;
  readonly readInput: () => Promise<string>;
  /** The page of a rule, in Markdown; undefined for an unknown rule. */
  readonly readPage: (rule: string) => string | undefined;
  readonly progress: (step: string, done: number, total: number) => void;
}

export interface Answer {
  readonly output: string;
  readonly exitCode: number;
}

// A hook must start fast: init and doctor, which read YAML, are only loaded when they are asked for.

/** Runs one request; a finding is an exit code, what stops a command is an error. */
export async function run(request: Request, outside: Outside): Promise<Answer> {
  if ('format' in request) return report(request, outside);
  switch (request.command) {
    case 'help':
      return { output: help(request.topic), exitCode: 0 };
    case 'version':
      return { output: `${outside.version}\n`, exitCode: 0 };
    case 'explain':
      return { output: explain(request.rule, outside), exitCode: 0 };
    case 'sync':
      return sync(request, outside);
    case 'init':
      return (await import('./commands/init.js')).setUp(request, outside);
  }
}

/** A request that ends in a report. */
export type Reporting = Extract<Request, Common>;

async function report(request: Reporting, outside: Outside): Promise<Answer> {
  const session = await open(request, outside);
  const said = await answer(request, session, outside);
  await session.save();
  return said;
}

/** The answer to one request about a repository that is open. */
export async function answer(request: Reporting, session: Session, outside: Outside): Promise<Answer> {
  return conclude(await gatherStrictly(request, session, outside), request, { session, outside });
}

/** A report as the request wants it, and its exit code. */
export function conclude(found: Report, request: Reporting, { session, outside }: { session: Session; outside: Outside }): Answer {
  return { output: render(found, request, outside), exitCode: exitCodeOf(found, request, session.configuration) };
}

async function sync({ repo, check }: Extract<Request, { command: 'sync' }>, outside: Outside): Promise<Answer> {
  const session = await open({ repo }, outside);
  const markers = await syncTree(session, { check });
  await session.save();
  const failed = markers.some(({ stale, left }) => left.length > 0 || (check && stale.length > 0));
  return { output: renderSync(markers, { ...looks(outside), written: !check }), exitCode: failed ? 1 : 0 };
}

function open(
  { repo, under }: { readonly repo?: string | undefined; readonly under?: string | undefined },
  { cwd, env, now, progress }: Outside,
): ReturnType<typeof openSession> {
  const part = under === undefined ? {} : { part: { folder: under, except: [] } };
  return openSession({ path: repo ?? cwd, env, named: repo !== undefined, now, progress, ...part });
}

async function gatherStrictly(request: Reporting, session: Session, outside: Outside): Promise<Report> {
  try {
    return await gather(request, session, outside);
  } catch (error) {
    const verdictless = error instanceof EnvironmentError || error instanceof GitError;
    if (verdictless && session.configuration.strict === true) throw new StrictError(error.message, error.hint, { cause: error });
    throw error;
  }
}

async function gather(request: Reporting, session: Session, outside: Outside): Promise<Report> {
  switch (request.command) {
    case 'check':
      return checkAsTold(request, session);
    case 'predict':
      return predictSince(request, session);
    case 'pre-push':
      return pushAsTold(request, session, outside);
    case 'new':
      return newMigration(session, { ...request, ...drawing(session, request, outside) });
    case 'merge':
      return mergeLeaves(session, { ...request, ...drawing(session, request, outside) });
    case 'doctor':
      return (await import('./commands/doctor.js')).doctor(session, outside);
  }
}

async function checkAsTold(request: Extract<Request, { command: 'check' }>, session: Session): Promise<Report> {
  const report = await checkTree(session, request);
  // A folder that is spelled wrong must not look like a healthy one.
  if (request.under === undefined || report.histories.length > 0) return report;
  throw new UsageError(`no history lies under ${request.under}`, 'oneleaf check --format json');
}

/** Where the user is in the repository, and what a draft takes from the machine. */
function drawing(
  { repository }: Session,
  { repo }: Common,
  { cwd, timeZone, chance }: Outside,
): Omit<Drawing, 'dryRun'> & { folder: string } {
  const steps = relative(realpathSync(repository.top), realpathSync(repo ?? cwd));
  return { folder: steps.split(sep).join('/'), timeZone: timeZone(), chance };
}

function predictSince(request: Extract<Request, { command: 'predict' }>, session: Session): Promise<Report> {
  const usual = request.refs.length > 0 ? 'all' : (session.configuration.since ?? USUAL_AGE);
  const since = readDuration(request.since ?? usual);
  if (since === null) throw new UsageError(`oneleaf.json has a wrong value for since: ${usual}`);
  return predict(session, withSince(request, since));
}

async function pushAsTold(request: Extract<Request, { command: 'pre-push' }>, session: Session, outside: Outside): Promise<Report> {
  const pushes = [...readPushes(await outside.readInput()), ...pushesFromEnvironment(outside.env)];
  // Git names the remote even where there is nothing to push; a person who runs the command names none.
  const asked = pushes.length === 0 && request.remote === undefined;
  return prePush(session, { ...request, pushes: asked ? await pushOfHead(session) : pushes });
}

/** The push that would publish what is checked out. */
async function pushOfHead({ repository }: Session): Promise<readonly Push[]> {
  const { ref = 'refs/heads/HEAD', commit } = await repository.head();
  return commit === undefined ? [] : [{ localRef: ref, commit, remoteRef: ref }];
}

/** The request with its age in seconds; none at all means no limit. */
function withSince(request: Extract<Request, { command: 'predict' }>, since: number | undefined): PredictOptions {
  const { refs, local, base, remote, after } = request;
  const given = { base, remote, after, since };
  return { refs, local, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

function render(found: Report, { format }: Common, outside: Outside): string {
  return format === 'json' ? renderJson(found) : renderText(found, { ...looks(outside), now: outside.now * 1000 });
}

function looks({ color, width }: Outside): { readonly color: boolean; readonly width?: number } {
  return { color, ...(width === undefined ? {} : { width }) };
}

function help(topic = ''): string {
  return HELP[topic] ?? HELP[''] ?? '';
}

function explain(rule: string, { readPage }: Outside): string {
  const page = /^[a-z-]+$/.test(rule) ? readPage(rule) : undefined;
  if (page === undefined) throw new UsageError(`there is no rule ${rule}`, 'oneleaf --help');
  return page;
}
