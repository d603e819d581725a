import type { RebaseScene, SceneStep } from './scene.js';

/** A migration with its place. Others are named by their marks, which no rebase changes. */
export interface DrawnMigration {
  readonly mark: number;
  readonly line: number;
  readonly side: 'base' | 'landed' | 'own';
  readonly parents: readonly number[];
  readonly needs: readonly number[];
  readonly before: readonly number[];
  readonly replaces: readonly number[];
  /** It only joins others. */
  readonly empty: boolean;
  /** What its author's tree had. */
  readonly seen: readonly number[];
  readonly step: SceneStep;
}

/** What its framework allows. */
export interface DrawingRules {
  readonly squashes: boolean;
  readonly before: boolean;
  readonly roots: boolean;
  /** Whether a migration of one line may name one of another. */
  readonly meets: (one: number, other: number) => boolean;
}

export interface MigrationDrawing {
  /** In the order in which they were made. */
  readonly all: readonly DrawnMigration[];
  /** What the branch began with or has taken in on its way. */
  readonly before: readonly DrawnMigration[];
}

/** Every migration of a scene. */
export function draw(scene: RebaseScene, allowed: DrawingRules): MigrationDrawing {
  const sketch = new DrawingBuilder(scene.lines, allowed);
  const main: DrawnMigration[] = [];
  const add = (side: DrawnMigration['side'], all: DrawnMigration[], steps: readonly SceneStep[]): void => {
    for (const step of steps) sketch.add(side, all, step);
  };
  add('base', main, [...firsts(scene), ...scene.base]);
  sketch.close('base', main);
  const forked = [...main];
  add('landed', main, scene.landed);
  sketch.close('landed', main);
  const landed = main.slice(forked.length);
  const own = [...forked];
  scene.own.forEach((step, at) => {
    if (at === Math.min(scene.taken.at, scene.own.length - 1)) own.push(...landed.slice(0, scene.taken.count));
    sketch.add('own', own, step);
  });
  return { all: [...main, ...own.filter(({ side }) => side === 'own')], before: own.filter(({ side }) => side !== 'own') };
}

/** Every line begins with a root. */
function firsts({ lines, base }: RebaseScene): readonly SceneStep[] {
  return Array.from({ length: lines }, (_, line) => base.slice(0, 1).map((step): SceneStep => ({ ...step, line, does: 'root' }))).flat();
}

class DrawingBuilder {
  private count = 0;

  constructor(
    private readonly lines: number,
    private readonly allowed: DrawingRules,
  ) {}

  add(side: DrawnMigration['side'], seen: DrawnMigration[], step: SceneStep): void {
    const line = step.line % this.lines;
    const inLine = seen.filter(one => one.line === line);
    const near = standing(inLine);
    const squashed = step.does === 'squash' && this.allowed.squashes ? tail(near, side, step.back + 2) : [];
    const parents = squashed.length > 0 ? (squashed[0]?.parents ?? []) : this.parentsOf(step, side, near);
    const empty = step.does === 'merge' && step.plain && parents.length > 1;
    const place = { mark: this.count, line, side, parents, step, empty, seen: seen.map(({ mark }) => mark) };
    const [one, bare] = [this.demanding(place, seen, squashed), { ...place, needs: [], before: [], replaces: [] }];
    seen.push([one, { ...one, before: [] }].find(each => isOrdered([...seen, each])) ?? bare);
    this.count += 1;
  }

  /** Main keeps one leaf a line. */
  close(side: DrawnMigration['side'], seen: DrawnMigration[]): void {
    for (let line = 0; line < this.lines; line += 1) {
      const near = standing(seen.filter(one => one.line === line));
      const step = near.at(-1)?.step;
      if (step && tips(near).length > 1) this.add(side, seen, { ...step, line, does: 'merge', needs: [], before: [], name: 'usual' });
    }
  }

  private parentsOf({ does, back }: SceneStep, side: DrawnMigration['side'], near: readonly DrawnMigration[]): readonly number[] {
    const newest = (all: readonly DrawnMigration[]): readonly number[] => all.slice(-1).map(({ mark }) => mark);
    const mine = near.filter(one => one.side === side);
    const older = near.slice(Math.max(0, near.length - back - 2), -1);
    const ends = tips(near);
    if (does === 'root' && (this.allowed.roots || near.length === 0)) return [];
    if (does === 'merge' && ends.length > 1) return ends.map(({ mark }) => mark);
    if (does === 'fork' && older.length > 0) return older.slice(0, 1).map(({ mark }) => mark);
    if (does === 'main') return newest(tips(near.filter(one => one.side !== 'own')));
    return newest(mine.length > 0 ? mine : ends);
  }

  private demanding(
    place: Omit<DrawnMigration, 'needs' | 'before' | 'replaces'>,
    seen: readonly DrawnMigration[],
    squashed: readonly DrawnMigration[],
  ): DrawnMigration {
    const others = seen.filter(one => one.line !== place.line && this.allowed.meets(one.line, place.line));
    const chosen = (picks: readonly number[]): readonly number[] =>
      others.length === 0 ? [] : [...new Set(picks.map(n => others[others.length - 1 - (n % others.length)]?.mark ?? 0))];
    const inherited = squashed.flatMap(({ needs }) => needs);
    return {
      ...place,
      needs: [...new Set([...chosen(place.step.needs), ...inherited])],
      before: this.allowed.before && squashed.length === 0 ? chosen(place.step.before) : [],
      replaces: squashed.map(({ mark }) => mark),
    };
  }
}

/** What no squash stands for. */
export function standing(all: readonly DrawnMigration[]): readonly DrawnMigration[] {
  const replaced = new Set(all.flatMap(({ replaces }) => replaces));
  return all.filter(({ mark }) => !replaced.has(mark));
}

/** What nothing of the same line stands on. */
export function tips(all: readonly DrawnMigration[]): readonly DrawnMigration[] {
  const parents = new Set(all.flatMap(one => one.parents));
  return all.filter(({ mark }) => !parents.has(mark));
}

/** The newest ones of a side that stand one on another and carry nothing else; none when there are fewer than two. */
function tail(near: readonly DrawnMigration[], side: DrawnMigration['side'], most: number): readonly DrawnMigration[] {
  const found: DrawnMigration[] = [];
  let next = tips(near).findLast(one => one.side === side);
  while (next && found.length < most && isLink(near, next, side)) {
    found.unshift(next);
    const [only] = next.parents;
    next = near.find(({ mark }) => mark === only);
  }
  return found.length < 2 ? [] : found;
}

function isLink(near: readonly DrawnMigration[], one: DrawnMigration, side: DrawnMigration['side']): boolean {
  const isPlain = one.parents.length < 2 && one.replaces.length === 0 && one.before.length === 0;
  return (side !== 'own' || one.side === 'own') && isPlain && near.filter(({ parents }) => parents.includes(one.mark)).length < 2;
}

/** A squash may have taken the files away that it replaces. */
export function migrationsWithFiles(all: readonly DrawnMigration[]): readonly DrawnMigration[] {
  const gone = new Set(all.flatMap(({ replaces, step }) => (step.plain ? replaces : [])));
  return all.filter(({ mark }) => !gone.has(mark));
}

/** What each comes after, a squash of any of them in the place of what it replaces. */
export function predecessors(all: readonly DrawnMigration[], squashes = all): ReadonlyMap<number, ReadonlySet<number>> {
  const squash = new Map(squashes.flatMap(one => one.replaces.map(replaced => [replaced, one.mark] as const)));
  const stands = (mark: number): number => squash.get(mark) ?? mark;
  const edges = all.flatMap(one => [
    ...[...one.parents, ...one.needs].map(other => [one.mark, other] as const),
    ...one.before.map(other => [other, one.mark] as const),
  ]);
  return closure(edges.map(([child, parent]) => [stands(child), stands(parent)] as const));
}

/** Everything that each node leads to. */
export function closure<T>(edges: readonly (readonly [T, T])[]): ReadonlyMap<T, ReadonlySet<T>> {
  const direct = new Map<T, T[]>();
  for (const [child, parent] of edges) if (child !== parent) direct.set(child, [...(direct.get(child) ?? []), parent]);
  return new Map(
    [...direct].map(([node, parents]) => {
      const found = new Set(parents);
      for (const next of found) for (const parent of direct.get(next) ?? []) found.add(parent);
      return [node, found];
    }),
  );
}

export function isOrdered(all: readonly DrawnMigration[]): boolean {
  return [...predecessors(all)].every(([mark, found]) => !found.has(mark));
}
