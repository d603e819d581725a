import { baseName, folderOf, joinPath, type MigrationName, type RenameRequest } from '@oneleaf/core';
import { nextNumber } from '../../next-number.js';
import { countedId, countedWidth, leadingNumber } from './revision-id.js';

/** Ids that a history counts get the next number, with the file that is called by them; others stay, unless another revision has them. */
export function revisionName({ migration, parents, others, clash, randomHex }: RenameRequest): MigrationName {
  const { literal, path } = migration;
  const ids = others.map(other => other.literal);
  const id = nextId(literal, { parents, ids, clash, randomHex: randomHex });
  const file = baseName(path);
  const at = idPosition(file, literal);
  const renamed = at === undefined ? file : file.slice(0, at) + id + file.slice(at + literal.length);
  const isTaken = others.some(other => other.path === joinPath(folderOf(path), renamed));
  return { literal: id, path: joinPath(folderOf(path), isTaken ? `${id}_${renamed}` : renamed) };
}

interface IdRequest extends Pick<RenameRequest, 'parents' | 'clash' | 'randomHex'> {
  readonly ids: readonly string[];
}

function nextId(id: string, { parents, ids, clash, randomHex }: IdRequest): string {
  if (countedWidth([...ids, id]) === undefined) return clash ? randomHex : id;
  const after = Math.max(0, ...parents.map(parent => leadingNumber(parent) ?? 0));
  const number = leadingNumber(id) ?? 0;
  if (!clash && number > after && !ids.some(other => leadingNumber(other) === number)) return id;
  const next = nextNumber({ after, own: ids, taken: [], numberOf: leadingNumber }).number;
  return id.replace(countedId, (_, digits: string, words?: string) => {
    return String(next).padStart(digits.length, '0') + (words === undefined ? '' : `_${words}`);
  });
}

/** Where a file is called by an id: `003_zones.py` by `003` and by `003_zones`, `2024_05_01-003_zones.py` by `003`, which is there once. */
function idPosition(file: string, id: string): number | undefined {
  const places = [...file.matchAll(new RegExp(`(?<![^\\W_])${escapeRegExp(id)}(?![^\\W_])`, 'gu'))].map(({ index }) => index);
  const [first, ...more] = places;
  return first === 0 || more.length === 0 ? first : undefined;
}

function escapeRegExp(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
