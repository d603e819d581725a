import type { Fix } from '../finding.js';
import type { MigrationId } from '../model.js';
import type { Applied, Table } from './applied.js';
import type { Setting } from './course.js';
import type { Deeds } from './evidence.js';
import type { Misnamed } from './misnamed.js';
import type { Unclaimed } from './stranded.js';

/** A chain that is applied and whose files are not here. */
export interface Astray {
  readonly row: Unclaimed;
  /** As messages spell them, parents first. */
  readonly names: readonly string[];
  readonly on?: string;
  readonly fix?: Fix;
  /** The history that it is of; absent where no branch is known that has it. */
  readonly history?: string;
  /** What is here of all that it stands on. */
  readonly ground: readonly MigrationId[];
}

/** All that is known of a database. */
export interface Sighting extends Setting {
  /** How messages call it. */
  readonly named: string;
  readonly applied: Applied;
  readonly astray: readonly Astray[];
  readonly misnamed: readonly Misnamed[];
  readonly tables: readonly Table[];
  readonly deeds: Deeds;
}
