import type { PredictReport } from '@oneleaf/core';
import type { Repository } from '@oneleaf/git';
import type { Configuration } from '../configuration/configuration.js';
import type { PracticeReader } from './content-reader.js';

/** A part of the repository that is looked at as if it were all there is. Folders are relative to the repository's top, `''` for all. */
export interface RepositoryPart {
  readonly folder: string;
  /** Folders below it that belong to another part. */
  readonly except: readonly string[];
}

/** One repository, opened, with the team's configuration. */
export interface RepositorySession {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly reader: PracticeReader;
  /** Only the histories of this part: migrations elsewhere are taken for those of installed packages. */
  readonly part?: RepositoryPart;
  /** The report of an earlier run with the same parts, or a new one. */
  readonly remember: (parts: unknown, make: () => Promise<PredictReport>) => Promise<PredictReport>;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Reports how far long work has come. */
  readonly progress: (step: string, done: number, total: number) => void;
}
