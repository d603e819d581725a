import { folderOf, joinPath, type MigrationName, type RenameRequest } from '@oneleaf/core';
import { nextNumber } from '../../next-number.js';
import { parseNumber } from './draft.js';

/** A name keeps its words. Its number becomes the next after its parents', unless it is greater already and nobody else has it. */
export function migrationName({ migration, parents, others, clash }: RenameRequest): MigrationName {
  const { literal, path } = migration;
  const number = parseNumber(literal);
  const names = others.map(other => other.literal);
  if (number === undefined) return clash ? nameBesideFile(freeName(literal, names), path) : { literal, path };
  const after = Math.max(0, ...parents.map(parent => parseNumber(parent) ?? 0));
  const isRight = !clash && number > after && !names.some(name => parseNumber(name) === number);
  if (isRight) return { literal, path };
  const next = nextNumber({ after, own: names, taken: [], numberOf: parseNumber }).number;
  return nameBesideFile(shiftNumbers(literal, next - number), path);
}

function nameBesideFile(literal: string, path: string): MigrationName {
  return { literal, path: joinPath(folderOf(path), `${literal}.py`) };
}

/** `0003_squashed_0005_b` counts for 5, and both its numbers go on by as much. */
function shiftNumbers(literal: string, by: number): string {
  const shifted = (digits: string): string => String(Math.max(0, Number(digits) + by)).padStart(digits.length, '0');
  return literal.replace(/^\d+/, shifted).replace(/(_squashed_)(\d+)/, (_, word: string, digits: string) => word + shifted(digits));
}

/** A name without a number that somebody else has. */
function freeName(literal: string, names: readonly string[]): string {
  let at = 2;
  while (names.includes(`${literal}_${at}`)) at += 1;
  return `${literal}_${at}`;
}
