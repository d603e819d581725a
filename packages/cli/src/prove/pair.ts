import type { OrderFailure, ProvenPair } from '@oneleaf/core';
import type { Oid } from '@oneleaf/git';
import type { Order, Stage, Trial } from '@oneleaf/sandbox';
import { SandboxError } from '@oneleaf/sandbox/error';
import { join } from 'node:path';
import type { Session } from '../session.js';
import { forksOf } from '../since.js';
import { sqlIn } from '../throwaway/baseline.js';
import { fromProject, nameOf, type FoundProject } from '../throwaway/projects.js';
import type { Bench } from '../throwaway/bench.js';
import { Forest, type Grown } from './forest.js';
import { landOn, type Side } from './landing.js';
import { broughtTo, chaptersOf, overlaysOf } from './overlays.js';

export interface Named {
  readonly name: string;
  readonly commit: Oid;
}

/** Two branches that are to land on a base. */
export interface Pair {
  readonly base: Oid;
  readonly one: Named;
  readonly other: Named;
}

/** A pair whose migrations have been read. */
export interface ReadPair extends Pair {
  readonly forest: Forest;
  /** The base's. */
  readonly ground: Grown;
  readonly sides: readonly [Side, Side];
  /** Twelve random hexadecimal digits, others each time. */
  readonly chance: () => string;
}

export async function readPair(session: Session, pair: Pair, chance: () => string): Promise<ReadPair> {
  const { base, one, other } = pair;
  const sideOf = async ({ name, commit }: Named): Promise<Side> => ({
    name,
    commit,
    forks: await forksOf(session.repository, base, commit),
  });
  const sides = [await sideOf(one), await sideOf(other)] as const;
  const forest = await Forest.over(session, [base, ...sides.flatMap(({ commit, forks }) => [...forks, commit])]);
  const tree = await forest.tree([base]);
  return { ...pair, forest, ground: { tree, snapshot: await forest.snapshot(tree) }, sides, chance };
}

/** The projects to whose database both bring something. */
export async function contested({ forest, ground, sides }: ReadPair, projects: readonly FoundProject[]): Promise<readonly FoundProject[]> {
  const brings = await Promise.all(
    sides.map(async ({ commit, forks }) => {
      const [before, own] = [await forest.tree(forks), await forest.tree([commit])];
      const snapshot = await forest.snapshot(own);
      const isNew = (path: string): boolean => !before.has(path) && ground.tree.get(path) !== own.get(path);
      return (found: FoundProject) => chaptersOf(found, snapshot).some(({ migrations }) => migrations.some(({ path }) => isNew(path)));
    }),
  );
  return projects.filter(found => brings.every(brought => brought(found)));
}

export interface Circumstances {
  readonly found: FoundProject;
  readonly open: (found: FoundProject) => Promise<Bench>;
  /** The repository's top, absolute. */
  readonly top: string;
  readonly env: Trial['env'];
  /** SQL. */
  readonly seed?: string;
}

/** What came of one pair in one project. */
export async function provePair(pair: ReadPair, circumstances: Circumstances): Promise<ProvenPair> {
  const { found } = circumstances;
  const told = { one: pair.one.name, other: pair.other.name, project: nameOf(found), framework: found.framework };
  try {
    const [one, other] = pair.sides;
    const orders = [await orderOf(pair, found, [one, other]), await orderOf(pair, found, [other, one])] as const;
    const { project, sandbox } = await circumstances.open(found);
    const { prove } = await import('@oneleaf/sandbox');
    const { env, seed } = circumstances;
    const base = await overlaysOf(pair.forest, found, pair.ground);
    const sql = { ...baselineOf(circumstances), ...(seed !== undefined && { seed }) };
    const proven = await prove({ sandbox, project, env, base, orders, ...sql });
    return { ...told, ...proven, failures: proven.failures.map(failure => placed(found, failure)), database: sandbox.provider };
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    const nothing = { differences: [], rows: [], failures: [], volatile: [], warnings: [] };
    return { ...told, ...nothing, verdict: 'inconclusive', reason: error.message, hint: error.hint };
  }
}

/** With the place told from the repository's top. */
function placed(found: FoundProject, { error: { at, ...error }, ...failure }: OrderFailure): OrderFailure {
  return { ...failure, error: at === undefined ? error : { ...error, at: fromProject(found, at) } };
}

function baselineOf({ found: { declared }, top }: Circumstances): Pick<Trial, 'baseline'> {
  return declared.baseline === undefined ? {} : { baseline: sqlIn(join(top, declared.baseline), 'baseline') };
}

async function orderOf(pair: ReadPair, found: FoundProject, [first, second]: readonly [Side, Side]): Promise<Order> {
  const once = await stageOf(pair, found, { side: first, ground: pair.ground });
  const twice = await stageOf(pair, found, { side: second, ground: once.grown });
  return [once.stage, twice.stage];
}

interface Step {
  readonly side: Side;
  readonly ground: Grown;
}

async function stageOf(
  pair: ReadPair,
  found: FoundProject,
  { side, ground }: Step,
): Promise<{ readonly stage: Stage; readonly grown: Grown }> {
  const grown = await landOn(pair.forest, ground.tree, { side, chance: pair.chance });
  const overlays = await overlaysOf(pair.forest, found, grown);
  return { stage: { branch: side.name, overlays, brings: broughtTo(found, ground.tree, grown.snapshot) }, grown };
}
