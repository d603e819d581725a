import type { RecordTables } from '@oneleaf/core';
import type { ProcessEnvironment } from '../environment.js';
import type { MigrationOverlay, RunnerProject } from '../runners/python/runner-project.js';
import type { Sandbox } from '../sandbox.js';

/** The migrations after one branch has landed, and the names of the new ones. */
export interface LandingStage {
  readonly branch: string;
  readonly overlays: readonly MigrationOverlay[];
  /** As the framework spells them: `shop.0003_tax`, `ae1027a6acf`. */
  readonly brings: readonly string[];
}

/** A landing order: first the one branch, then the other behind it. */
export type LandingOrder = readonly [LandingStage, LandingStage];

/** Two branches that are tried in both orders on a database of a sandbox. The work tree is never written. */
export interface ProofTrial {
  readonly sandbox: Sandbox;
  readonly project: RunnerProject;
  /** Where a Python for SQLite is looked for. */
  readonly env: ProcessEnvironment;
  /** The frameworks' own tables, which are not compared. */
  readonly tables: RecordTables;
  /** The migrations at the merge base. */
  readonly base: readonly MigrationOverlay[];
  readonly orders: readonly [LandingOrder, LandingOrder];
  /** SQL that creates what the first migration expects. */
  readonly baseline?: string;
  /** SQL that fills the merge base's database before either branch lands. */
  readonly seed?: string;
}
