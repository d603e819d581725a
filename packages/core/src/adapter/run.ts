import type { Launch, LocatedHistory } from '../model/migration.js';

export type ProjectMember = Pick<LocatedHistory, 'id' | 'scope'> & { readonly launch: Launch };

export interface RunDeclaration {
  readonly settings?: string;
  readonly app?: string;
  readonly x?: readonly string[];
  readonly elsewhere?: 'refuse' | 'redirect';
}

export interface RunRequest {
  readonly launch: Launch;
  readonly declared: RunDeclaration;
  readonly toProjectPath: (path: string) => string;
  readonly exists: (path: string) => boolean;
}

/** What a runner of the sandbox takes besides the project's folder and interpreter. */
export type RunnerParameters = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface PlannedMigration {
  readonly label: string;
  readonly literal?: string;
  readonly parents: readonly string[];
}

export interface GenerationTarget {
  readonly head?: string | undefined;
  readonly id?: string | undefined;
  readonly numbers?: Readonly<Record<string, number>>;
}

export interface FrameworkRunner {
  readonly singleHistory: boolean;
  readonly runsSeveralLeaves: boolean;
  /** Whether one process can apply and undo each migration by itself. */
  readonly stairwayAtOnce: boolean;
  /** Also what reports give as the framework of the project. */
  runner(launch: Launch): string;
  projectKey(member: ProjectMember): string;
  /** Where the framework's commands run; `''` is the repository's top. */
  folder(member: Pick<ProjectMember, 'launch' | 'scope'>): string;
  requiredPackages(launch: Launch): readonly string[];
  /** The refusal where the project's own hooks remove all that would be written. */
  readonly emptiedByHooks?: string;
  parameters(request: RunRequest): RunnerParameters;
  generation(planned: readonly PlannedMigration[]): GenerationTarget;
}
