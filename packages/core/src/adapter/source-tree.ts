import type { Facts } from '../model/migration.js';

/** A history that the user's configuration names. */
export interface ConfiguredHistory {
  readonly framework: string;
  /** The folder of its migrations, relative to the repository's top. */
  readonly folder: string;
  /** The app's label, where histories have one. */
  readonly label?: string;
}

/** The files of one tree that a framework may ask about; `F`: the facts that the framework itself reads. */
export interface SourceTree<F extends Facts = Facts> {
  /** Every path that is a candidate or a configuration file, sorted by code unit. */
  readonly paths: readonly string[];
  readonly declared: readonly ConfiguredHistory[];
  /** What `configure` said of a configuration file. */
  settings(path: string): unknown;
  /** What `extract` said of a candidate. */
  facts(path: string): F | undefined;
}
