import type { Report } from '@oneleaf/core';
import { renderJson } from '@oneleaf/report';
import { randomBytes } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, relative, sep } from 'node:path';
import { version } from '../package.json';
import { checkPart, readTree, type ReadTree } from './commands/check.js';
import { some } from './arguments.js';
import { driftOfEach } from './commands/drift.js';
import { verifyEach } from './commands/verify.js';
import { UsageError } from './errors.js';
import { complain } from './main.js';
import { openSession } from './open.js';
import type { Answer, Outside } from './outside.js';
import { conclude, strictly } from './reporting.js';
import type { Part, Session } from './session.js';
import { openYard, within, type Yard } from './throwaway/bench.js';
import { exitOfProof } from './throwaway/proving.js';
import { exitOfCheck } from './words/check.js';
import { exitOfPredict, exitOfProvenPredict, predictSince, proven, type PredictAsked } from './words/predict.js';
import { provePairsIn } from './prove/pairs.js';

interface Landing {
  readonly refs?: readonly string[];
  readonly base?: string;
  readonly since?: string;
}

/** One command about one part of a repository. Folders are absolute. */
export type Question = {
  readonly folder: string;
  /** Folders below it that belong to somebody else. */
  readonly except?: readonly string[];
} & ({ readonly command: 'check' | 'verify' | 'drift' } | ({ readonly command: 'predict' | 'prove' } & Landing));

/** What `oneleaf` would print, complaints first, and its exit code. */
export interface Reply {
  readonly text: string;
  readonly exitCode: number;
  /** The report as JSON; empty where there is none, because of what the text says. */
  readonly json: string;
}

export interface Surroundings {
  /** A folder in the working tree. */
  readonly path: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Seconds since the epoch. */
  readonly now: number;
}

/**
 * Answers questions about parts of one repository, which is opened and read once for all of them. A question that fails fails alone.
 * `check` looks at the files alone: what they do to landed migrations depends on refs too, and is for `predict` to tell.
 * `verify` and `drift` run each project that has a history in the part, as a whole, on servers that are shared and gone at the end.
 * `prove` predicts, and lands the branches that collide in both orders, there as well.
 */
export async function* ask(questions: readonly Question[], around: Surroundings): AsyncGenerator<Reply> {
  const outside = outsideOf(around);
  const session = openSession({ path: around.path, env: around.env, named: false, now: around.now, progress: outside.progress });
  let tree: Promise<ReadTree> | undefined;
  let yard: Promise<Yard> | undefined;
  const opened = async (): Promise<Opened> => {
    const open = await session;
    return {
      session: open,
      outside,
      tree: () => (tree ??= readTree(open, { staged: false })),
      yard: () => (yard ??= openYard(open, outside, { projects: [], allowRemote: false })),
    };
  };
  try {
    for (const question of questions) yield await reply(question, opened, outside);
  } finally {
    await (await yard?.catch(() => undefined))?.close();
  }
  await (await session.catch(() => undefined))?.save();
}

interface Opened {
  readonly session: Session;
  readonly outside: Outside;
  /** The working tree, as it was when it was first asked for. */
  readonly tree: () => Promise<ReadTree>;
  /** Its projects, and their servers. */
  readonly yard: () => Promise<Yard>;
}

async function reply(question: Question, open: () => Promise<Opened>, outside: Outside): Promise<Reply> {
  try {
    const { output, exitCode, json } = await answerTo(question, await open());
    return { text: output, exitCode, json };
  } catch (error) {
    const { complaint, exitCode } = complain(error, outside);
    return { text: complaint, exitCode, json: '' };
  }
}

type Told = Answer & Pick<Reply, 'json'>;

/** As text and as JSON, one as good as the other. */
function toldOf<R extends Report>(report: R, around: Omit<Parameters<typeof conclude<R>>[1], 'format'>): Told {
  return { ...conclude(report, { ...around, format: 'text' }), json: renderJson(report) };
}

async function answerTo(question: Question, { session, outside, tree, yard }: Opened): Promise<Told> {
  const narrow = { ...session, part: partOf(question, session.repository.top) };
  const around = { session: narrow, outside };
  const { rules } = session.configuration;
  switch (question.command) {
    case 'check':
      return toldOf(await checkPart(narrow, await tree(), null), { ...around, exit: exitOfCheck });
    case 'verify':
      return toldOf(await verifyEach(within(await yard(), narrow.part), rules), { ...around, exit: exitOfProof });
    case 'drift':
      return toldOf(await driftOfEach(within(await yard(), narrow.part), rules), { ...around, exit: exitOfProof });
    case 'predict':
      return toldOf(await strictly(narrow, () => predictSince(narrow, askedIn(question))), {
        ...around,
        exit: report => exitOfPredict(report, askedIn(question)),
      });
    case 'prove': {
      const prediction = await strictly(narrow, () => predictSince(narrow, askedIn(question)));
      // Which branches collide is asked of the part; what their migrations stand on may lie anywhere.
      const report = await proven(prediction, async pairs => provePairsIn(within(await yard(), narrow.part), session, outside, { pairs }));
      return toldOf(report, { ...around, exit: one => exitOfProvenPredict(one, askedIn(question)) });
    }
  }
}

function askedIn({ refs = [], base, since }: Landing): PredictAsked {
  return { refs, local: false, ...some({ base, since }) };
}

function partOf({ folder, except = [] }: Question, top: string): Part {
  const told = (path: string): string => {
    if (!existsSync(path)) throw new UsageError(`there is no folder ${path}`);
    // Git says where the working tree really is, past every link.
    const steps = relative(realpathSync(top), realpathSync(path)).split(sep).join('/');
    if (isAbsolute(steps) || steps.split('/').includes('..')) throw new UsageError(`${path} is not in the repository ${top}`);
    return steps;
  };
  return { folder: told(folder), except: except.map(told) };
}

function outsideOf({ path, env, now }: Surroundings): Outside {
  return {
    cwd: path,
    env,
    now,
    color: false,
    version,
    nodeVersion: process.version,
    timeZone: () => 'UTC',
    chance: () => randomBytes(6).toString('hex'),
    readInput: () => Promise.resolve(''),
    readPage: () => undefined,
    readSchema: () => '{}',
    progress: () => undefined,
  };
}
