import type { Facts } from '../model/migration.js';

export interface ConfiguredHistory {
  readonly framework: string;
  readonly folder: string;
  readonly label?: string;
}

/** The files of one tree that a framework may ask about; `F`: the facts that the framework itself reads. */
export interface SourceTree<F extends Facts = Facts> {
  /** Possible migrations and configuration files, sorted by code unit. */
  readonly paths: readonly string[];
  readonly declared: readonly ConfiguredHistory[];
  settings(path: string): unknown;
  facts(path: string): F | undefined;
}
