import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from './discover.js';
import type { Git } from './git.js';
import { importCommits, smallCommit } from './import-stream.js';
import type { Bench } from './merge.js';
import { mergeTrees, type Merged } from './merge-tree.js';
import type { Entry, Interest, Oid, Rehearsed } from './model.js';
import { objectsOf, requestOf } from './object-store.js';
import { annex, annexed, inScratch } from './scratch.js';

/** What tips land on. */
export interface Ground {
  readonly commit: Oid;
  /** Its files of interest. */
  readonly files: readonly Entry[];
  readonly interest: Interest;
}

/** A scratch repository in which tips have landed, as long as a task takes. */
export interface Stage {
  readonly place: Place;
  readonly landed: ReadonlyMap<Oid, Rehearsed>;
  /** Contents that the merges made, by id. */
  readonly made: ReadonlyMap<Oid, Uint8Array>;
}

export interface Piece {
  readonly ground: Ground;
  /** Tips, and seconds since 1970 at which each is to land. */
  readonly tips: ReadonlyMap<Oid, number>;
}

export function onStage<T>(real: { git: Git; place: Place }, { ground, tips }: Piece, task: (stage: Stage) => Promise<T>): Promise<T> {
  return inScratch(async folder => {
    const git = annex(folder, real.place, real.git);
    const place = annexed(folder, real.place, git);
    const bench: Bench = { git, folder, objects: objectsOf(git, place), version: place.version };
    const landed = await landEach(bench, ground, tips);
    return task({ place, landed, made: await madeIn(bench) });
  });
}

/** Merges each tip into the ground by a commit of its own; a file of interest that git stops at keeps the ground's content. */
async function landEach({ git, version, folder }: Bench, ground: Ground, tips: Piece['tips']): Promise<ReadonlyMap<Oid, Rehearsed>> {
  if (!(await version.isAtLeast(2, 38))) {
    const failed = `git ${await version.text()} cannot merge without a working tree (2.38 can)`;
    return new Map([...tips.keys()].map(tip => [tip, { failed }]));
  }
  const merged = await mergeTrees(
    git,
    version,
    [...tips.keys()].map(tip => [ground.commit, tip]),
  );
  const outcomes = [...tips].map(([tip, time], index) => ({ tip, time, mark: index + 1, outcome: merged[index] ?? 'git said nothing' }));
  const commits = outcomes.flatMap(({ tip, time, mark, outcome }) =>
    typeof outcome === 'string' ? [] : [mergeCommit(ground, outcome, { tip, time, mark })],
  );
  const oids = await importCommits(git, folder, commits);
  return new Map(
    outcomes.map(({ tip, mark, outcome }) => [
      tip,
      typeof outcome === 'string'
        ? { failed: outcome }
        : { commit: oids.get(mark) ?? '', stops: outcome.conflicts.filter(path => ground.interest.wants(path)) },
    ]),
  );
}

function mergeCommit(ground: Ground, { tree, conflicts }: Merged, { tip, time, mark }: { tip: Oid; time: number; mark: number }): string {
  const stops = new Set(conflicts.filter(path => ground.interest.wants(path)));
  const kept = new Map(ground.files.map(file => [file.path, file]));
  const changes = [...stops].map(path => ({ path, after: kept.get(path)?.oid ?? null, link: kept.get(path)?.link ?? false }));
  return smallCommit({ mark, parents: [ground.commit, tip], tree, changes, time });
}

/** Contents that merges made, besides the packed ones that a rehearsal's own commits consist of. */
async function madeIn({ folder, objects }: Bench): Promise<ReadonlyMap<Oid, Uint8Array>> {
  const store = join(folder, 'objects');
  const fans = readdirSync(store).filter(name => name.length === 2);
  const made = fans.flatMap(fan => readdirSync(join(store, fan)).map(rest => fan + rest));
  const contents = new Map<Oid, Uint8Array>();
  await objects.read(requestOf(made), (index, source, from, to) => {
    if (source !== undefined) contents.set(made[index] ?? '', source.subarray(from, to));
  });
  return contents;
}
