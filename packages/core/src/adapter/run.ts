import type { Launch, LocatedHistory } from '../model/migration.js';

/** What tells of which project a history is. */
export type ProjectMember = Pick<LocatedHistory, 'id' | 'scope'> & { readonly launch: Launch };

/** What a team's configuration says about running a project. Each framework takes the settings that it knows. */
export interface RunDeclaration {
  readonly settings?: string;
  readonly app?: string;
  readonly x?: readonly string[];
  readonly elsewhere?: 'refuse' | 'redirect';
}

/** A project that is to be run. */
export interface RunRequest {
  readonly launch: Launch;
  readonly declared: RunDeclaration;
  /** Spells a path of the repository as it is spelled in the project's folder. */
  readonly toProjectPath: (path: string) => string;
  /** Whether a file is there, by its path from the project's folder. */
  readonly exists: (path: string) => boolean;
}

/** What a runner of the sandbox takes besides the project's folder and interpreter. */
export type RunnerParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/** The next migration of a history, as it would be named, with the ids of its parents. */
export interface PlannedMigration {
  readonly label: string;
  readonly literal?: string;
  readonly parents: readonly string[];
}

/** What a runner has to know about the migrations that it generates. */
export interface GenerationTarget {
  /** The id of the leaf that the new migration has for a parent. */
  readonly head?: string | undefined;
  /** The id of the new migration. */
  readonly id?: string | undefined;
  /** The number of the next migration, by the label of its history. */
  readonly numbers?: Readonly<Record<string, number>>;
}

/** What the sandbox can do with a framework. */
export interface FrameworkRunner {
  /** Whether a project has no other history: what keeps its history from a new migration keeps the project from it. */
  readonly singleHistory: boolean;
  /** Whether the framework goes on where a history has several leaves, so that branches can land without being relinked. */
  readonly runsSeveralLeaves: boolean;
  /** Whether one process can apply, undo and apply again each migration by itself. */
  readonly stairwayAtOnce: boolean;
  /** The name of the sandbox's runner, which reports give as the project's framework. */
  runner(launch: Launch): string;
  /** A key that is the same for histories that are run together. */
  projectKey(member: ProjectMember): string;
  /** Where the framework's commands run, from the repository's top; `''` there. */
  folder(member: Pick<ProjectMember, 'launch' | 'scope'>): string;
  /** The distributions that the project's interpreter must have. */
  requiredPackages(launch: Launch): readonly string[];
  /** The refusal where the project's own hooks leave nothing of what there is to write; absent where it has no hooks. */
  readonly emptiedByHooks?: string;
  parameters(request: RunRequest): RunnerParameters;
  generation(planned: readonly PlannedMigration[]): GenerationTarget;
}
