import { foldersAround, baseName, folderOf, joinPath } from '@oneleaf/core';

/** The folder of one history, as far as names tell. */
export interface HistoryFolder {
  readonly framework: 'django' | 'alembic';
  readonly folder: string;
}

/** A project with migrations; folders are relative to the workspace's root, which is `''`. */
export interface WorkspaceProject {
  readonly root: string;
  readonly histories: readonly HistoryFolder[];
}

/**
 * The projects of a workspace that have migrations, judged by the names of files alone: reading them is the check's work.
 * `namesFolders` says for an alembic.ini whether migrations may lie where no name gives them away.
 */
export function findWorkspaceProjects(paths: readonly string[], namesFolders: (ini: string) => boolean): readonly WorkspaceProject[] {
  const files = new Set(paths);
  const homes = new WorkspaceProjectFinder(files, paths.filter(isIni));
  for (const history of [...djangoFolders(files), ...homes.alembicFolders()]) homes.add(history);
  for (const ini of homes.inis) if (namesFolders(ini)) homes.open(ini);
  return [...homes.found].map(([root, histories]) => ({ root, histories: histories.sort((a, b) => (a.folder < b.folder ? -1 : 1)) }));
}

function djangoFolders(files: ReadonlySet<string>): readonly HistoryFolder[] {
  const numbered = [...files].filter(path => /(?:^|\/)migrations\/\d{4}_[^/.]*\.py$/.test(path)).map(folderOf);
  return [...new Set(numbered)].filter(folder => files.has(`${folder}/__init__.py`)).map(folder => ({ framework: 'django', folder }));
}

class WorkspaceProjectFinder {
  readonly found = new Map<string, HistoryFolder[]>();
  private readonly markers: ReadonlySet<string>;

  constructor(
    private readonly files: ReadonlySet<string>,
    readonly inis: readonly string[],
  ) {
    // Flask-Migrate keeps its ini beside env.py, in the script directory; everyone else keeps it around that.
    const scripts = inis.map(folderOf).map(folder => (files.has(joinPath(folder, 'env.py')) ? folderOf(folder) : folder));
    this.markers = new Set([...scripts, ...[...files].filter(path => baseName(path) === 'manage.py').map(folderOf)]);
  }

  add(history: HistoryFolder): void {
    this.own(this.homeOf(history.folder) ?? unmarkedProjectRoot(history.folder)).push(history);
  }

  /** A project that an ini alone gives away. */
  open(ini: string): void {
    this.own(this.homeOf(folderOf(ini)) ?? folderOf(ini));
  }

  /** Folders called `versions`, beside an env.py or with an ini around. */
  alembicFolders(): readonly HistoryFolder[] {
    const configured = new Set(this.inis.map(folderOf));
    const isScript = (folder: string): boolean =>
      this.files.has(joinPath(folder, 'env.py')) || foldersAround(folder).some(outer => configured.has(outer));
    const revisions = [...this.files].filter(path => /^(?!\.#|__init__).*\.py$/.test(baseName(path)));
    const folders = revisions.flatMap(path => foldersAround(folderOf(path)).find(folder => baseName(folder) === 'versions') ?? []);
    return [...new Set(folders)].filter(folder => isScript(folderOf(folder))).map(folder => ({ framework: 'alembic', folder }));
  }

  /**
   * The nearest project that Nx or Python knows, or else the nearest folder with manage.py or an ini. What Nx knows comes first:
   * a project inside it would take its files away. The root's own package.json is the workspace's.
   */
  private homeOf(folder: string): string | undefined {
    const known = (at: string): boolean => PROJECT_FILES.some(name => this.files.has(joinPath(at, name)));
    const outer = foldersAround(folder);
    return outer.find(at => at !== '' && known(at)) ?? outer.find(at => this.markers.has(at));
  }

  private own(root: string): HistoryFolder[] {
    const known = this.found.get(root) ?? [];
    this.found.set(root, known);
    return known;
  }
}

const PROJECT_FILES = ['project.json', 'package.json', 'pyproject.toml'];

/** Where no file marks a project: the folder of the app, or the one around the script directory. */
function unmarkedProjectRoot(folder: string): string {
  return folderOf(baseName(folder) === 'versions' ? folderOf(folder) : folder);
}

export function isIni(path: string): boolean {
  const name = baseName(path).toLowerCase();
  return name.endsWith('.ini') && name.includes('alembic');
}
