import { foldersAround, folderOf, joinPath, type Framework } from '@oneleaf/core';
import { frameworks } from '@oneleaf/frameworks';

/** The folder of one history, as far as names tell. */
export interface HistoryFolder {
  readonly framework: Framework;
  readonly folder: string;
}

/** A project with migrations; folders are relative to the workspace's root, which is `''`. */
export interface WorkspaceProject {
  readonly root: string;
  readonly histories: readonly HistoryFolder[];
}

/**
 * The projects of a workspace that have migrations, judged by the names of files alone: reading them is the check's work.
 * `namesFolders` says for a configuration file whether migrations may lie where no name gives them away.
 */
export function findWorkspaceProjects(
  paths: readonly string[],
  namesFolders: (configuration: string) => boolean,
): readonly WorkspaceProject[] {
  const finder = new WorkspaceProjectFinder(new Set(paths));
  for (const framework of frameworks) finder.addHistories(framework);
  const opening = paths.filter(path => frameworks.some(({ names }) => names.opensProject(path)));
  for (const path of opening) if (namesFolders(path)) finder.open(path);
  return [...finder.found].map(([root, histories]) => ({ root, histories: histories.sort((a, b) => (a.folder < b.folder ? -1 : 1)) }));
}

class WorkspaceProjectFinder {
  readonly found = new Map<string, HistoryFolder[]>();
  private readonly projectFolders: ReadonlySet<string>;

  constructor(private readonly files: ReadonlySet<string>) {
    this.projectFolders = new Set(frameworks.flatMap(({ names }) => names.projectFolders(files)));
  }

  addHistories(framework: Framework): void {
    for (const folder of framework.names.historyFolders(this.files)) {
      this.own(this.homeOf(folder) ?? framework.names.unmarkedProject(folder)).push({ framework, folder });
    }
  }

  /** A project that a configuration file alone gives away. */
  open(configuration: string): void {
    this.own(this.homeOf(folderOf(configuration)) ?? folderOf(configuration));
  }

  /**
   * The nearest project of Nx or Python, otherwise the nearest folder with a framework's commands. Projects of Nx come first, because a
   * project inside one would take its files. The root's package.json belongs to the workspace.
   */
  private homeOf(folder: string): string | undefined {
    const known = (at: string): boolean => PROJECT_FILES.some(name => this.files.has(joinPath(at, name)));
    const outer = foldersAround(folder);
    return outer.find(at => at !== '' && known(at)) ?? outer.find(at => this.projectFolders.has(at));
  }

  private own(root: string): HistoryFolder[] {
    const known = this.found.get(root) ?? [];
    this.found.set(root, known);
    return known;
  }
}

const PROJECT_FILES = ['project.json', 'package.json', 'pyproject.toml'];
