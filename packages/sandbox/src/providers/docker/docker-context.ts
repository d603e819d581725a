import type { ProcessEnvironment } from '../../environment.js';
import type { Keeper } from '../../lifecycle/keeper.js';
import type { DockerEngine } from './docker-engine.js';

/** Where containers are started from. */
export interface DockerContext {
  readonly keeper: Keeper;
  readonly project: string;
  readonly env: ProcessEnvironment;
  readonly engine: DockerEngine;
  readonly token: string;
  /** Private, and ours. */
  readonly folder: string;
}

/** The container of the database. */
export interface DatabaseContainer {
  /** Its id or its name. */
  readonly id: string;
  readonly notes: readonly string[];
}
