import type { Files } from '@oneleaf/frameworks/testing/oracle';
import fc from 'fast-check';
import { draw, filed, isOrdered, type Allowed, type Drawing, type Drawn } from './drawing.js';
import type { Scene } from './scene.js';

export interface Name {
  /** How other files spell it. */
  readonly literal: string;
  readonly path: string;
}

export type Names = ReadonlyMap<number, Name>;

/** How one framework's files say what was drawn. */
export interface Dialect {
  readonly allowed: (scene: Scene) => Allowed;
  /** What a migration is called, where those before it are called so. */
  readonly name: (scene: Scene, one: Drawn, known: Named) => Name;
  readonly text: (scene: Scene, one: Drawn, names: Names) => string;
  /** The files around the migrations. */
  readonly frame: (scene: Scene) => Files;
}

export interface Named {
  readonly names: Names;
  /** What its author's tree has, of the same line or of all of them. */
  readonly seen: readonly Drawn[];
  /** What has landed without its author seeing it, and no other is called like. */
  readonly unseen: readonly Drawn[];
}

/** Three trees that a rebase knows, as paths and texts. */
export interface Story {
  readonly scene: Scene;
  readonly drawing: Drawing;
  readonly names: Names;
  /** What the branch began with or has taken in. */
  readonly before: Files;
  readonly landed: Files;
  /** The branch's working tree. */
  readonly here: Files;
  /** The trees of its commits. */
  readonly commits: readonly Files[];
}

/** The story of any scene, shown as a person would want to see it when it is a counterexample. */
export function stories(scenes: fc.Arbitrary<Scene>, dialect: Dialect): fc.Arbitrary<Story> {
  // Where both sides wait for each other there is nothing to hold a rebase to.
  const told = scenes.map(scene => tell(dialect, scene)).filter(({ drawing }) => isOrdered(drawing.all));
  return told.map(story => Object.defineProperty(story, fc.toStringMethod, { value: () => shown(story) }));
}

function shown({ drawing, names, before, landed, here }: Story): string {
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

export function tell(dialect: Dialect, scene: Scene): Story {
  const drawing = draw(scene, dialect.allowed(scene));
  const names = namesIn(dialect, scene, drawing);
  const files = (all: readonly Drawn[]): Files => ({
    ...dialect.frame(scene),
    ...Object.fromEntries(filed(all).map(one => [names.get(one.mark)?.path ?? '', dialect.text(scene, one, names)] as const)),
  });
  const [main, own] = [drawing.all.filter(({ side }) => side !== 'own'), drawing.all.filter(({ side }) => side === 'own')];
  const landed = files(main);
  const clash = own.some(({ mark }) => (names.get(mark)?.path ?? '') in landed);
  const before = scene.merged && !clash ? main : drawing.before;
  const here = files([...before, ...own]);
  const commits = [files([...before, ...own.slice(0, own.length / 2)]), here];
  return { scene, drawing, names, before: files(before), landed, here, commits };
}

function namesIn(dialect: Dialect, scene: Scene, { all, before }: Drawing): Names {
  const names = new Map<number, Name>();
  // Nobody builds on a tree in which two files have one name: what a branch takes in later is known already.
  const known = new Set(before.map(({ mark }) => mark));
  for (const one of all) {
    const isSeen = ({ mark }: Drawn): boolean => one.seen.includes(mark) || (one.side === 'own' && known.has(mark));
    const taken = new Set(all.filter(({ side }) => side === 'own').flatMap(({ mark }) => names.get(mark)?.literal ?? []));
    const isFree = ({ mark }: Drawn): boolean => !taken.has(names.get(mark)?.literal ?? '');
    const unseen = all.filter(other => other.side === 'landed' && !isSeen(other) && isFree(other));
    names.set(one.mark, dialect.name(scene, one, { names, seen: all.filter(isSeen), unseen }));
  }
  return names;
}
