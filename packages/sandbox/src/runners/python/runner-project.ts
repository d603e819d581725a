import type { ProcessEnvironment } from '../../environment.js';
import type { Interpreter } from './interpreter/interpreter.js';

/** A folder of migrations as it is in some commit: it stands in for that of the work tree, which nobody touches. */
export interface MigrationOverlay {
  /** Of the history; empty where the project has one history. */
  readonly label: string;
  /** Where its files lie in the work tree, relative to the project's folder, for messages. */
  readonly folder: string;
  /** By path from the folder on. Without any, the app has no migrations there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A project that a runner can run. The runner of its framework takes more parameters: what its own project type adds. */
export interface RunnerProject {
  /** The kind of the project, which names its runner. */
  readonly framework: string;
  /** Where the framework's commands run, absolute. */
  readonly folder: string;
  readonly interpreter: Interpreter;
  /** The user's own environment. */
  readonly env: ProcessEnvironment;
  /** Variables on top, such as `DATABASE_URL: '{url}'`; `fillPlaceholders` has the words in braces. */
  readonly extraEnv?: ProcessEnvironment;
  /** The repository's top, absolute; the folder where it is absent. Sources outside of it belong to others. */
  readonly top?: string;
  /** How long one command may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** In place of the working tree's migrations, those of some histories. */
  readonly overlays?: readonly MigrationOverlay[];
}
