import type { KnownError } from '../known-error.js';
import type { ProcessEnvironment } from '../environment.js';
import type { RunnerProject } from './python/runner-project.js';

/** A kind of project that a runner runs, and its words in messages. */
export interface ProjectKind {
  /** The value of a project's `framework`. */
  readonly name: string;
  /** As messages call such a project, with its article. */
  readonly noun: string;
}

/** What a framework provides so that its projects can run. */
export interface Runner {
  readonly kinds: readonly ProjectKind[];
  /** The Python module whose function `run(request, answers)` runs a verb. */
  readonly module: string;
  /** The sources of its Python modules, by file name. */
  readonly files: Readonly<Record<string, string>>;
  /** The module whose `--version` shows whether the framework is installed. */
  readonly versionModule: string;
  /** Errors of the framework and its libraries. */
  readonly errors: readonly KnownError[];
  /** Variables of the child process. */
  readonly variables?: ProcessEnvironment;
  /** Columns whose values say when a row came and nothing else, as `table.column`. They are left out when rows are compared. */
  readonly numberedColumns?: readonly string[];
  /** The argument of `downgrade` that undoes the first migration of the history with a label. */
  readonly emptyTarget: (label: string) => string;
  /** Parameters of a project in which `fill` replaces the words in braces. */
  readonly filled?: (project: RunnerProject, fill: (text: string) => string) => object;
}
