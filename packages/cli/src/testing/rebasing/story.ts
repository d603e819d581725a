import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import fc from 'fast-check';
import { draw, migrationsWithFiles, isOrdered, type DrawingRules, type MigrationDrawing, type DrawnMigration } from './drawn-migrations.js';
import type { RebaseScene } from './scene.js';

export interface SpelledName {
  /** How other files spell it. */
  readonly literal: string;
  readonly path: string;
}

export type NamesByMark = ReadonlyMap<number, SpelledName>;

/** How one framework's files say what was drawn. */
export interface Dialect {
  readonly allowed: (scene: RebaseScene) => DrawingRules;
  /** What a migration is called, where those before it are called so. */
  readonly name: (scene: RebaseScene, one: DrawnMigration, known: KnownNames) => SpelledName;
  readonly text: (scene: RebaseScene, one: DrawnMigration, names: NamesByMark) => string;
  /** The files around the migrations. */
  readonly frame: (scene: RebaseScene) => TreeFiles;
}

export interface KnownNames {
  readonly names: NamesByMark;
  /** What its author's tree has, of the same line or of all of them. */
  readonly seen: readonly DrawnMigration[];
  /** What has landed without its author seeing it, and no other is called like. */
  readonly unseen: readonly DrawnMigration[];
}

/** Three trees that a rebase knows, as paths and texts. */
export interface RebaseStory {
  readonly scene: RebaseScene;
  readonly drawing: MigrationDrawing;
  readonly names: NamesByMark;
  /** What the branch began with or has taken in. */
  readonly before: TreeFiles;
  readonly landed: TreeFiles;
  /** The branch's working tree. */
  readonly here: TreeFiles;
  /** The trees of its commits. */
  readonly commits: readonly TreeFiles[];
}

/** The story of any scene, shown as a person would want to see it when it is a counterexample. */
export function stories(scenes: fc.Arbitrary<RebaseScene>, dialect: Dialect): fc.Arbitrary<RebaseStory> {
  // Where both sides wait for each other there is nothing to hold a rebase to.
  const ordered = scenes.map(scene => makeStory(dialect, scene)).filter(({ drawing }) => isOrdered(drawing.all));
  return ordered.map(story => Object.defineProperty(story, fc.toStringMethod, { value: () => shown(story) }));
}

function shown({ drawing, names, before, landed, here }: RebaseStory): string {
  const lines = drawing.all.map(({ mark, side, parents, needs, before: later, replaces }) => {
    const said = Object.entries({ on: parents, needs, before: later, for: replaces }).map(([word, marks]) =>
      marks.length === 0 ? '' : ` ${word} ${marks.map(other => names.get(other)?.literal ?? '').join(' + ')}`,
    );
    return `${side} ${names.get(mark)?.path ?? ''}${said.join('')}`;
  });
  const taken = drawing.all.filter(({ side, mark }) => side === 'landed' && (names.get(mark)?.path ?? '') in before).length;
  const texts = Object.entries({ ...landed, ...here }).filter(([path]) => !(path in before));
  return `\n${lines.join('\n')}\n${taken} taken in\n${texts.map(([path, text]) => `----- ${path}\n${text}`).join('\n')}`;
}

export function makeStory(dialect: Dialect, scene: RebaseScene): RebaseStory {
  const drawing = draw(scene, dialect.allowed(scene));
  const names = namesIn(dialect, scene, drawing);
  const files = (all: readonly DrawnMigration[]): TreeFiles => ({
    ...dialect.frame(scene),
    ...Object.fromEntries(migrationsWithFiles(all).map(one => [names.get(one.mark)?.path ?? '', dialect.text(scene, one, names)] as const)),
  });
  const [main, own] = [drawing.all.filter(({ side }) => side !== 'own'), drawing.all.filter(({ side }) => side === 'own')];
  const landed = files(main);
  const clash = own.some(({ mark }) => (names.get(mark)?.path ?? '') in landed);
  const before = scene.merged && !clash ? main : drawing.before;
  const here = files([...before, ...own]);
  const commits = [files([...before, ...own.slice(0, own.length / 2)]), here];
  return { scene, drawing, names, before: files(before), landed, here, commits };
}

function namesIn(dialect: Dialect, scene: RebaseScene, { all, before }: MigrationDrawing): NamesByMark {
  const names = new Map<number, SpelledName>();
  // Nobody builds on a tree in which two files have one name: what a branch takes in later is known already.
  const known = new Set(before.map(({ mark }) => mark));
  for (const one of all) {
    const isSeen = ({ mark }: DrawnMigration): boolean => one.seen.includes(mark) || (one.side === 'own' && known.has(mark));
    const taken = new Set(all.filter(({ side }) => side === 'own').flatMap(({ mark }) => names.get(mark)?.literal ?? []));
    const isFree = ({ mark }: DrawnMigration): boolean => !taken.has(names.get(mark)?.literal ?? '');
    const unseen = all.filter(other => other.side === 'landed' && !isSeen(other) && isFree(other));
    names.set(one.mark, dialect.name(scene, one, { names, seen: all.filter(isSeen), unseen }));
  }
  return names;
}
