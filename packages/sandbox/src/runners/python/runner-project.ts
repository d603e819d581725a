import type { ProcessEnvironment } from '../../environment.js';
import type { Interpreter } from './interpreter/interpreter.js';

/** A folder of migrations from some commit, used in place of the one in the working tree, which does not change. */
export interface MigrationOverlay {
  /** Of the history; empty where the project has one history. */
  readonly label: string;
  /** The path of its files in the working tree from the project's folder, for messages. */
  readonly folder: string;
  /** By path from the folder on. Without any, the app has no migrations there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** A project for a runner. Each framework's project type adds parameters. */
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
  /** The repository's top, absolute; otherwise the folder. Sources outside of it are not read. */
  readonly top?: string;
  /** How long one command may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** In place of the working tree's migrations, those of some histories. */
  readonly overlays?: readonly MigrationOverlay[];
}
