import type { DraftedMigration, DraftRequest, MigrationName, RenameRequest, Respelling, TextEdit } from '@oneleaf/core';
import { folderOf, joinPath } from '@oneleaf/core';
import { stem } from './recognise.js';

/** The first free number behind the parents. */
function freeNumber(parents: readonly string[], taken: readonly string[]): string {
  const used = new Set(taken.map(Number));
  let number = Math.max(0, ...parents.map(Number)) + 1;
  while (used.has(number)) number += 1;
  return String(number).padStart(3, '0');
}

export function draft({ history, migrations, parents, name = 'join', taken }: DraftRequest): DraftedMigration {
  const own = migrations.map(({ path }) => stem(path));
  const numbers = parents.map(({ literal }) => literal);
  const literal = freeNumber(numbers, [...own, ...taken]);
  const avoided = taken.filter(other => other < literal && !numbers.some(parent => other <= parent));
  const text = `${numbers.join(' ')}\n${parents.length > 1 ? '' : `${name}\n`}`;
  return { path: joinPath(history.folder, `${literal}.toy`), text, literal, avoided, notes: [] };
}

/** A migration keeps its number where it is free and behind its parents. */
export function rename({ migration: { literal, path }, parents, others, clash }: RenameRequest): MigrationName {
  const taken = others.map(other => other.literal);
  const isRight = !clash && !taken.includes(literal) && parents.every(parent => parent < literal);
  const number = isRight ? literal : freeNumber(parents, taken);
  return { literal: number, path: joinPath(folderOf(path), `${number}.toy`) };
}

export function respell(text: string, { references, added }: Respelling): readonly TextEdit[] {
  const edits = references.flatMap(({ reference, literal }) => reference.spans.map(span => ({ span, text: literal ?? '' })));
  const end = text.search(/\n|$/);
  const more = added.map(number => ({ span: { start: end, end }, text: ` ${number}` }));
  return [...edits, ...more];
}
