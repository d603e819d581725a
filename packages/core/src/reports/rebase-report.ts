import type { FileChange } from '../model/file-change.js';
import type { CommandRefusal } from './draft-report.js';
import type { Fix } from '../model/finding.js';
import type { Concern } from '../effects/footprint.js';
import type { BaseRef } from './predict-report.js';

/** A migration by its name, its file, and what it stands on. */
export interface MigrationPosition {
  /** As the framework spells it: `0003_add_tax`. */
  readonly name: string;
  readonly path: string;
  readonly parents: readonly string[];
}

/** A migration of the branch as it will be, and as it was. */
export interface MovedMigration extends MigrationPosition {
  readonly was: MigrationPosition;
}

/** The end of what has landed, behind which the branch's migrations go. */
export interface RebaseTarget {
  readonly name: string;
  readonly path: string;
  /** Who landed it and when, in words; absent where that is not known. */
  readonly since?: string;
}

/** What becomes of one history, or why it stays as it is. */
export interface RebasedHistory {
  readonly history: string;
  readonly framework: string;
  readonly folder: string;
  readonly onto: readonly RebaseTarget[];
  /** Parents first. */
  readonly moved: readonly MovedMigration[];
  /** Merges that join nothing any more. */
  readonly dropped: readonly { readonly name: string; readonly path: string; readonly reason: string }[];
  /** What a person has to look at. */
  readonly notes: readonly Fix[];
  readonly refusal?: CommandRefusal;
}

/** A line that becomes another one. */
export interface LineEdit {
  readonly path: string;
  /** From 1, in the file as it was. */
  readonly line: number;
  readonly before: string;
  readonly after: string;
}

/** A place outside the migrations that may mean one which has another name now. */
export interface PossibleMention {
  readonly path: string;
  /** From 1. */
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
  /** What may make no sense any more where it goes, by the names that the migrations have then. */
  readonly concerns: readonly Concern[];
  /** Every edited line, in migrations and elsewhere. */
  readonly edits: readonly LineEdit[];
  /** What a person has to read, because it may mean a migration that has another name now. */
  readonly mentions: readonly PossibleMention[];
  /** Whole files, in the order of writing: a file that gets another name goes away under its old one. */
  readonly changes: readonly FileChange[];
  readonly notes: readonly Fix[];
  /** The commit that holds it, where one was asked for. */
  readonly commit: string | null;
}
