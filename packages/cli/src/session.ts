import type { PredictReport } from '@oneleaf/core';
import type { Repository } from '@oneleaf/git';
import type { Configuration } from './configuration.js';
import type { Reader } from './reader.js';

/** One repository, opened, with the team's configuration. */
export interface Session {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly reader: Reader;
  /** The report of an earlier run that depended on the same parts, or a new one. */
  readonly remember: (parts: unknown, make: () => Promise<PredictReport>) => Promise<PredictReport>;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Told how far long work has come. */
  readonly progress: (step: string, done: number, total: number) => void;
}
