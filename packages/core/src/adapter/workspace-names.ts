/** The histories that one command runs, named after a folder or a program. */
export interface NamedRun {
  readonly name: string;
  readonly folder?: string;
}

export interface WorkspaceNames {
  /** Names of folders with migrations; empty where any folder may have some. */
  readonly folders: readonly string[];
  readonly outerFolders: readonly string[];
  readonly files: string;
  readonly configuration: readonly string[];
  readonly hints: readonly string[];
  readonly programs: readonly string[];
  readonly dependencies: readonly string[];
  readonly variables: readonly string[];
  /** Whether no other history reads the files of a history. */
  readonly isolated: boolean;
  historyFolders(files: ReadonlySet<string>): readonly string[];
  projectFolders(files: ReadonlySet<string>): readonly string[];
  /** The project of a history where no file marks one. */
  unmarkedProject(folder: string): string;
  /** Whether a configuration alone shows a project. */
  opensProject(path: string): boolean;
  isNear(path: string): boolean;
  /** Whether a configuration changes the result of a check. */
  configures(path: string, text: string | undefined): boolean;
  namesFolders(text: string): boolean;
  runOf(folder: string, files: ReadonlySet<string>): NamedRun;
}
