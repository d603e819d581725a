import { baseName, folderOf } from '@oneleaf/core';
import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import { closure, migrationsWithFiles, predecessors } from './drawn-migrations.js';
import type { RebaseStory } from './story.js';
import type { FrameworkVerdict } from './witness.js';

const marked = /^# mark (\d+):/m;

/** The paths of the migrations of a tree, by their marks. */
export function marksIn(files: TreeFiles): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const [path, text] of Object.entries(files)) {
    const mark = marked.exec(text)?.[1];
    if (mark === undefined) continue;
    expect(found.has(Number(mark))).toBe(false);
    found.set(Number(mark), path);
  }
  return found;
}

/** Every migration of both sides is there, but for merges of the branch that only joined. */
export function keepsAll({ drawing: { all } }: RebaseStory, after: TreeFiles, { loaded }: FrameworkVerdict): void {
  const marks = marksIn(after);
  const gone = migrationsWithFiles(all).filter(({ mark }) => !marks.has(mark));
  expect(gone.filter(({ side, empty, needs, before }) => side !== 'own' || !empty || needs.length + before.length > 0)).toEqual([]);
  expect([...loaded].sort()).toEqual([...marks.values()].sort());
}

/** What the framework itself says of the whole: no error, and as many leaves as there were on main. */
export function isWhole({ scene }: RebaseStory, { trouble, leaves, labels }: FrameworkVerdict, stuck: readonly string[]): void {
  expect(stuck.length > 0 ? [] : trouble).toEqual([]);
  const expected = scene.labelled && labels.length > 0 ? scene.lines : 1;
  const counts = Object.entries(leaves).filter(([history]) => !stuck.includes(history));
  expect(counts.map(([history, ends]) => [history, ends.length])).toEqual(counts.map(([history]) => [history, expected]));
  if (stuck.length === 0) expect(new Set(labels).size).toBe(labels.length);
}

/** What came after something on either side still does. */
export function keepsOrder({ drawing: { all, before } }: RebaseStory, after: TreeFiles, { edges }: FrameworkVerdict): void {
  const marks = new Map([...marksIn(after)].map(([mark, path]) => [path, mark]));
  const markOf = (path: string): number => marks.get(path) ?? -1;
  const now = closure(edges.map(([child, parent]) => [markOf(child), markOf(parent)] as const));
  const own = all.filter(({ side }) => side === 'own');
  const main = all.filter(({ side }) => side !== 'own');
  const left = new Set(marks.values());
  for (const side of [main, [...before, ...own]]) expect(lost(predecessors(side, all), now, left)).toEqual([]);
}

function lost(
  was: ReadonlyMap<number, ReadonlySet<number>>,
  now: ReadonlyMap<number, ReadonlySet<number>>,
  left: ReadonlySet<number>,
): readonly string[] {
  return [...was].flatMap(([mark, below]) =>
    [...below]
      .filter(other => other !== mark && left.has(mark) && left.has(other) && now.get(mark)?.has(other) !== true)
      .map(other => `${mark} comes after ${other} no more`),
  );
}

/** What has landed, or was there before, is as it was, byte by byte. */
export function keepsFiles(before: TreeFiles, now: TreeFiles): void {
  expect(pick(now, before)).toEqual({ ...before });
}

/** Of the branch's own files all but their headers is as it was. */
export function keepsBodies({ here }: RebaseStory, result: TreeFiles): void {
  const [was, now] = [marksIn(here), marksIn(result)];
  for (const [mark, path] of was) {
    const [text, old] = [result[now.get(mark) ?? ''], here[path] ?? ''];
    if (text === undefined) continue;
    expect(bodyOf(text)).toBe(bodyOf(old));
    expect(layoutOf(text)).toEqual(layoutOf(old));
  }
}

function pick(files: TreeFiles, paths: TreeFiles): TreeFiles {
  return Object.fromEntries(Object.entries(files).filter(([path]) => path in paths));
}

function bodyOf(text: string): string {
  return text.slice(text.search(/^(?: {4}operations = |def upgrade)/m));
}

function layoutOf(text: string): object {
  return { mark: text.startsWith('\uFEFF'), lf: /(?:^|[^\r])\n/.test(text), crlf: text.includes('\r\n'), head: text.slice(0, 20) };
}

/** A migration that moved is numbered after what it stands on. Alembic's are where every revision of the folder is. */
export function countsOn(moved: readonly string[], { parents, loaded }: FrameworkVerdict): void {
  const odd = new Set(loaded.filter(path => path.includes('/versions/') && numberIn(path) === undefined).map(folderOf));
  const late = parents.filter(([child, parent]) => {
    const [number, before] = [numberIn(child), numberIn(parent)];
    const isCounted = moved.includes(child) && !odd.has(folderOf(child));
    return isCounted && number !== undefined && before !== undefined && number <= before;
  });
  expect(late).toEqual([]);
}

function numberIn(path: string): number | undefined {
  const name = baseName(path).replace(/^2024_05_01-/, '');
  const found = /_squashed_(\d+)/.exec(name)?.[1] ?? /^\d{3,4}(?=_|\.)/.exec(name)?.[0];
  return found === undefined ? undefined : Number(found);
}

/** Alembic's docstrings say what the code says. */
export function saysSo(files: TreeFiles, { documented }: FrameworkVerdict): void {
  const reported = documented.map(({ path }) => {
    const line = (name: string): string => new RegExp(`^${name}: (.*?)\\r?$`, 'm').exec(files[path] ?? '')?.[1] ?? '';
    return { path, id: line('Revision ID'), parents: line('Revises').split(', ').sort().join(', ') };
  });
  expect(reported).toEqual(documented);
}

/** A history stays as it is only for a reason that the scene gives. */
export function isFounded({ drawing: { all } }: RebaseStory, refusals: readonly string[]): void {
  const own = all.filter(({ side }) => side === 'own');
  const isOdd = own.some(({ step }) => step.manner.string !== 'plain' || step.manner.value !== 'literal');
  const crosses = own.some(({ needs, before }) => needs.length + before.length > 0);
  const squashes = own.some(({ replaces, step }) => replaces.length > 0 && step.plain);
  const reasons = [
    ...(isOdd ? [/ has to be edited by hand: /] : []),
    ...(crosses ? [/ would wait for each other$/] : []),
    ...(squashes ? [/ would replace .*, which is another migration: /] : []),
  ];
  expect(refusals.filter(refusal => !reasons.some(reason => reason.test(refusal)))).toEqual([]);
}
