import type { FileChange } from '../model/file-change.js';
import type { CommandRefusal } from './draft-report.js';
import type { Fix } from '../model/finding.js';
import type { Concern } from '../effects/footprint.js';
import type { BaseRef } from './predict-report.js';

export interface MigrationPosition {
  /** As the framework spells it: `0003_add_tax`. */
  readonly name: string;
  readonly path: string;
  readonly parents: readonly string[];
}

export interface MovedMigration extends MigrationPosition {
  readonly was: MigrationPosition;
}

export interface RebaseTarget {
  readonly name: string;
  readonly path: string;
  /** Who landed it and when, in words; absent where that is not known. */
  readonly since?: string;
}

export interface RebasedHistory {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  readonly onto: readonly RebaseTarget[];
  readonly moved: readonly MovedMigration[];
  /** Merges that join nothing any more. */
  readonly dropped: readonly { readonly name: string; readonly path: string; readonly reason: string }[];
  readonly notes: readonly Fix[];
  readonly refusal?: CommandRefusal;
}

export interface LineEdit {
  readonly path: string;
  /** From 1, in the file as it was. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

export interface PossibleMention {
  readonly path: string;
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export interface RebaseReport {
  readonly schema: 1;
  readonly command: 'rebase';
  /** `taken-back`: the working tree is as it was before. */
  readonly state: 'planned' | 'written' | 'taken-back';
  readonly base: BaseRef;
  readonly rebased: readonly RebasedHistory[];
  /** Operations that may be wrong behind what has landed, under the new names of the migrations. */
  readonly concerns: readonly Concern[];
  readonly edits: readonly LineEdit[];
  readonly mentions: readonly PossibleMention[];
  /** Whole files, in the order of writing: a file that gets another name goes away under its old one. */
  readonly changes: readonly FileChange[];
  readonly notes: readonly Fix[];
  /** The commands that are left to run once all is written, in the order that works; absent where there are none. */
  readonly next?: readonly Fix[];
  readonly commit: string | null;
}
