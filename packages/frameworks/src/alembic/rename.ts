import { baseName, folderOf, inFolder, type Name, type NameRequest } from '@oneleaf/core';
import { nextNumber } from '../numbers.js';
import { counted, countedWidth, numberOf } from './revision-id.js';

/** Ids that a history counts get the next number, with the file that is called by them; others stay, unless another revision has them. */
export function rename({ migration, parents, others, clash, chance }: NameRequest): Name {
  const { literal, path } = migration;
  const ids = others.map(other => other.literal);
  const id = nextId(literal, { parents, ids, clash, chance });
  const file = baseName(path);
  const renamed = isCalledBy(file, literal) ? id + file.slice(literal.length) : file;
  const isTaken = others.some(other => other.path === inFolder(folderOf(path), renamed));
  return { literal: id, path: inFolder(folderOf(path), isTaken ? `${id}_${renamed}` : renamed) };
}

interface Circumstances extends Pick<NameRequest, 'parents' | 'clash' | 'chance'> {
  readonly ids: readonly string[];
}

function nextId(id: string, { parents, ids, clash, chance }: Circumstances): string {
  if (countedWidth([...ids, id]) === undefined) return clash ? chance : id;
  const after = Math.max(0, ...parents.map(parent => numberOf(parent) ?? 0));
  const number = numberOf(id) ?? 0;
  if (!clash && number > after && !ids.some(other => numberOf(other) === number)) return id;
  const next = nextNumber({ after, own: ids, taken: [], numberOf }).number;
  return id.replace(counted, (_, digits: string, words?: string) => {
    return String(next).padStart(digits.length, '0') + (words === undefined ? '' : `_${words}`);
  });
}

/** `003_zones.py` is called by `003` and by `003_zones`. */
function isCalledBy(file: string, id: string): boolean {
  return file.startsWith(id) && !/^[^\W_]/u.test(file.slice(id.length));
}
