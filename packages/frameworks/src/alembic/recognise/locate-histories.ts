import { addToGroup, foldersAround, baseName, folderOf, type LocatedHistory, type Launch, type SourceTree } from '@oneleaf/core';
import type { FileFacts } from '../../languages/python/values/file-facts.js';
import { pathsByFolder, isBelow } from '../../paths.js';
import { type RevisionFolder, commonFolder, groupsByReference } from './revision-folders.js';
import { type ScriptDirectory, scriptDirectories } from './script-directories.js';

/** Where no configuration tells more. */
const DEFAULT_LAUNCH: Launch = { by: 'alembic', folder: '' };

/** What Alembic loads from a version location (script/base.py, `_only_source_rev_file`). */
export function isLoaded(name: string): boolean {
  return /^(?!\.#|__init__).*\.py$/.test(name);
}

/** Whether a path may be a revision. Files named as Django numbers its own are left to Django. */
export function mayBeMigration(path: string): boolean {
  if (!path.endsWith('.py') || !isLoaded(baseName(path))) return false;
  if (/(?:^|\/)(?:versions|alembic)\//.test(path)) return true;
  return /(?:^|\/)migrations\//.test(path) && !/(?:^|\/)migrations\/\d{4}_[^/]*$/.test(path);
}

/** What lies in a script directory beside its revisions. */
export function isSupport(name: string): boolean {
  return ['__init__.py', 'env.py'].includes(name);
}

export function isUsualFolder(folder: string): boolean {
  return mayBeMigration(`${folder}/x.py`);
}

/** Whether a file may begin a script directory. */
export function startsHistory(path: string, facts: FileFacts): boolean {
  return mayBeMigration(path) && revisionIn(path, facts) !== undefined;
}

/** The script directories of a tree: as the configuration names them, and where revisions lie that no configuration knows of. */
export function locate(tree: SourceTree<FileFacts>): readonly LocatedHistory[] {
  return new HistoryLocator(tree, pathsByFolder(tree.paths.filter(path => path.endsWith('.py') && isLoaded(baseName(path))))).histories();
}

class HistoryLocator {
  private readonly found = new Map<string, LocatedHistory>();
  private readonly claimed = new Set<string>();

  constructor(
    private readonly tree: SourceTree<FileFacts>,
    private readonly files: ReadonlyMap<string, readonly string[]>,
  ) {}

  histories(): readonly LocatedHistory[] {
    for (const { folder } of this.tree.declared) {
      this.add(folder.replace(/\/$/, ''), this.below(folder.replace(/\/$/, '')), DEFAULT_LAUNCH);
    }
    const folders = new Set([...this.files.keys()].flatMap(foldersAround));
    for (const directory of scriptDirectories(this.tree, folders)) this.configured(directory);
    this.unconfigured();
    return [...this.found.values()];
  }

  private add(folder: string, files: readonly string[], launch: Launch, locations?: readonly string[]): void {
    for (const path of files) this.claimed.add(folderOf(path));
    if (this.found.has(folder) || files.length === 0) return;
    const history: LocatedHistory = {
      id: folder,
      folder,
      files,
      order: { kind: 'graph' },
      expectedLeaves: 1,
      launch,
      label: '',
      scope: folder,
    };
    this.found.set(folder, locations ? { ...history, locations } : history);
  }

  /** Every file in a folder and below, in the order in which Alembic walks them: a folder's own files before its sub-folders'. */
  private below(folder: string): readonly string[] {
    const folders = [...this.files.keys()].filter(other => other === folder || isBelow(other, folder)).sort();
    return folders.flatMap(other => this.files.get(other) ?? []);
  }

  private configured(directory: ScriptDirectory): void {
    const { roots, recursive, explicit, launch } = directory;
    const [root = ''] = roots;
    this.claimAround(directory);
    const files = roots.flatMap(folder => (recursive ? this.below(folder) : (this.files.get(folder) ?? [])));
    if (explicit || recursive) this.add(root, [...new Set(files)], launch, explicit && roots.length > 1 ? roots : undefined);
    else this.spread(root, launch);
  }

  /** What explicit locations leave out of the script directory is not read. */
  private claimAround({ roots, explicit, script = '' }: ScriptDirectory): void {
    const around = explicit && script !== '' ? [...roots, script] : roots;
    for (const folder of this.files.keys()) if (around.some(other => isBelow(folder, other))) this.claimed.add(folder);
  }

  /**
   * A versions folder that is not read recursively as far as the configuration says. When most of its revisions lie in sub-folders,
   * env.py or the project's own command line sets the locations; which folders make one graph, their references tell.
   */
  private spread(root: string, launch: Launch): void {
    const own = this.files.get(root) ?? [];
    const folders = [...this.files.keys()].filter(folder => isBelow(folder, root)).sort();
    const nested = folders.flatMap(folder => this.revisions(folder) ?? []);
    const direct = this.revisions(root);
    const isSpread = nested.reduce((sum, { ids }) => sum + ids.size, 0) > (direct?.ids.size ?? 0);
    if (isSpread) this.addComponents(direct ? [direct, ...nested] : nested, launch);
    else this.add(root, own, launch);
  }

  private addComponents(folders: readonly RevisionFolder[], launch: Launch): void {
    for (const group of groupsByReference(folders)) {
      const common = commonFolder(group.map(({ folder }) => folder));
      const id = this.found.has(common) ? (group[0]?.folder ?? common) : common;
      this.add(
        id,
        group.flatMap(({ files }) => files),
        launch,
      );
    }
  }

  private unconfigured(): void {
    const roots = new Map<string, RevisionFolder[]>();
    for (const folder of [...this.files.keys()].sort()) {
      const root = this.claimed.has(folder) ? undefined : this.rootOf(folder);
      const revisions = root === undefined ? undefined : this.revisions(folder);
      if (root !== undefined && revisions) addToGroup(roots, root, revisions);
    }
    for (const group of roots.values()) this.addComponents(group, DEFAULT_LAUNCH);
  }

  /** The folder that a folder of revisions belongs to where no configuration says so; undefined when Alembic would not look there. */
  private rootOf(folder: string): string | undefined {
    const folders = foldersAround(folder);
    const versions = folders.find(other => baseName(other) === 'versions');
    const script = folders.find(other => ['alembic', 'migrations'].includes(baseName(other)));
    if (versions !== undefined || script === undefined) return versions;
    // A script directory with a versions folder loads that one: what lies beside it is an archive or a template.
    const hasVersions = [...this.files.keys()].some(other => `${other}/`.startsWith(`${script}/versions/`));
    return hasVersions ? undefined : script;
  }

  /** The revisions that lie right in a folder; undefined when there are none. */
  private revisions(folder: string): RevisionFolder | undefined {
    const files = (this.files.get(folder) ?? []).filter(path => mayBeMigration(path) && baseName(path) !== 'env.py');
    const revisions = files.flatMap(path => revisionIn(path, this.tree.facts(path)) ?? []);
    const ids = new Set(revisions.map(({ id }) => id));
    return ids.size > 0 ? { folder, files, ids, references: new Set(revisions.flatMap(({ references }) => references)) } : undefined;
  }
}

/** The id of a file's revision and what it refers to; undefined when the file is none. */
export function revisionIn(path: string, facts: FileFacts | undefined): { id: string; references: readonly string[] } | undefined {
  const { revision, down_revision: parents, depends_on: needed } = facts?.names ?? {};
  if (!revision || !parents || ('undecided' in revision && 'undecided' in parents)) return undefined;
  const references = [parents, needed].flatMap(fact => (fact && 'value' in fact ? fact.strings.map(({ text }) => text) : []));
  return { id: 'value' in revision ? String(revision.value) : path, references };
}
