/** What runs as one: the histories that one command of the framework is for. */
export interface NamedRun {
  /** What it is called after: a history's folder, or the program that runs it. */
  readonly name: string;
  /** Where its commands run, as far as names tell. */
  readonly folder?: string;
}

/** What file names alone tell of a framework's projects: for tools that cache what a command prints and look into few files. */
export interface WorkspaceNames {
  /** Folders in which migrations lie, and folders below which they may lie too; none of the first where they may lie in any. */
  readonly folders: readonly string[];
  readonly outerFolders: readonly string[];
  /** The glob of its files in such a folder. */
  readonly files: string;
  /** Globs of the files that say where migrations lie. */
  readonly configuration: readonly string[];
  /** Globs of other files by which its projects are found. */
  readonly hints: readonly string[];
  /** Files that a project shows as its own. */
  readonly programs: readonly string[];
  /** Globs of files that say which packages a project has, within one pair of braces. */
  readonly dependencies: readonly string[];
  /** Environment variables that say which settings are meant. */
  readonly variables: readonly string[];
  /** Whether a history's files are read by that history alone. */
  readonly isolated: boolean;
  /** The folders of histories. */
  historyFolders(files: ReadonlySet<string>): readonly string[];
  /** Folders where its commands run. */
  projectFolders(files: ReadonlySet<string>): readonly string[];
  /** The folder of the project that a history is of where no file marks one. */
  unmarkedProject(folder: string): string;
  /** Whether a path is a configuration that is enough to show a project, where it names folders of its own. */
  opensProject(path: string): boolean;
  /** Whether a configuration file outside of a project may be about it. */
  isNear(path: string): boolean;
  /** Whether what a configuration file says decides on a check. */
  configures(path: string, text: string | undefined): boolean;
  /** Whether a configuration may name folders for migrations. */
  namesFolders(text: string): boolean;
  /** What a history runs with. */
  runOf(folder: string, files: ReadonlySet<string>): NamedRun;
}
