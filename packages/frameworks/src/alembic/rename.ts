import { baseName, folderOf, inFolder, type Name, type NameRequest } from '@oneleaf/core';
import { nextNumber } from '../numbers.js';
import { counted, countedWidth, numberOf } from './revision-id.js';

/** Ids that a history counts get the next number, with the file that is called by them; others stay, unless another revision has them. */
export function rename({ migration, parents, others, clash, chance }: NameRequest): Name {
  const { literal, path } = migration;
  const ids = others.map(other => other.literal);
  const id = nextId(literal, { parents, ids, clash, chance });
  const file = baseName(path);
  const at = placeIn(file, literal);
  const renamed = at === undefined ? file : file.slice(0, at) + id + file.slice(at + literal.length);
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

/** Where a file is called by an id: `003_zones.py` by `003` and by `003_zones`, `2024_05_01-003_zones.py` by `003`, which is there once. */
function placeIn(file: string, id: string): number | undefined {
  const places = [...file.matchAll(new RegExp(`(?<![^\\W_])${literally(id)}(?![^\\W_])`, 'gu'))].map(({ index }) => index);
  const [first, ...more] = places;
  return first === 0 || more.length === 0 ? first : undefined;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
