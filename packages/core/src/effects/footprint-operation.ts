import type { Footprint, MigrationLocation } from './footprint.js';
import type { Operation } from './operation.js';

export interface FootprintOperation {
  readonly footprint: Footprint;
  readonly operation: Operation;
}

export function footprintOperations(side: readonly Footprint[]): readonly FootprintOperation[] {
  return side.flatMap(footprint =>
    footprint.operations === 'opaque' ? [] : footprint.operations.map(operation => ({ footprint, operation })),
  );
}

export function locationOf({ migration }: Footprint, operation?: Operation): MigrationLocation {
  return { migration: migration.id, path: migration.path, ...(operation ? { span: operation.span } : {}) };
}

/** Two histories may have equal names, so migrations of different histories are called by their ids. */
export function namesOf(own: Footprint, landed: Footprint): readonly [own: string, landed: string] {
  const isOne = own.migration.history === landed.migration.history;
  return isOne ? [own.migration.literal, landed.migration.literal] : [own.migration.id, landed.migration.id];
}
