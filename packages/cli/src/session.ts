import type { Repository } from '@oneleaf/git';
import type { Configuration } from './configuration.js';
import type { Reader } from './reader.js';

/** One repository, opened, with the team's configuration. */
export interface Session {
  readonly repository: Repository;
  readonly configuration: Configuration;
  readonly reader: Reader;
  /** Seconds since the epoch. */
  readonly now: number;
  /** Told how far long work has come. */
  readonly progress: (step: string, done: number, total: number) => void;
}
