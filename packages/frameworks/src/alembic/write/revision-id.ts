import { baseName, type DraftRequest, type Migration } from '@oneleaf/core';
import { nextNumber } from '../../next-number.js';
import { slugOf } from './file-name.js';

/** An id for a new revision. */
export interface RevisionId {
  readonly id: string;
  readonly avoided: readonly string[];
  /** Whether files of the history are called by nothing but their ids. */
  readonly isFileName: boolean;
}

/** `003` or `003_zones`. Six digits at most: an id of twelve digits is as random as any. */
export const countedId = /^(\d{2,6})(?:_(\w+))?$/;

/** `alembic_version.version_num` is a VARCHAR(32). */
const LONGEST_ID = 32;

/** The next id of a history whose ids are counted by hand, every one of them; else the random one that Alembic would give. */
export function nextRevisionId(request: DraftRequest, message: string): RevisionId {
  const { migrations, parents, randomHex } = request;
  const width = countedWidth(migrations.map(({ id }) => id));
  if (width === undefined) return { id: randomHex, avoided: [], isFileName: false };
  const after = Math.max(...parents.map(({ id }) => leadingNumber(id) ?? 0));
  const { number, avoided } = nextNumber({ after, own: migrations.map(({ id }) => id), taken: request.taken, numberOf: leadingNumber });
  const digits = String(number).padStart(width, '0');
  const isNamed = migrations.some(({ id }) => countedId.exec(id)?.[2] !== undefined);
  const id = isNamed ? `${digits}_${slugOf(message, LONGEST_ID - digits.length - 2)}` : digits;
  return { id: id.replace(/_+$/, ''), avoided, isFileName: isNamed && migrations.every(isNamedById) };
}

/** How many digits the ids of a history have, where they are counted by hand, every one of them. */
export function countedWidth(ids: readonly string[]): number | undefined {
  const widths = new Set(ids.map(id => countedId.exec(id)?.[1]?.length));
  return widths.size === 1 ? [...widths][0] : undefined;
}

export function leadingNumber(name: string): number | undefined {
  const digits = /^\d+/.exec(name)?.[0];
  return digits === undefined ? undefined : Number(digits);
}

function isNamedById({ id, path }: Migration): boolean {
  return baseName(path) === `${id}.py`;
}
