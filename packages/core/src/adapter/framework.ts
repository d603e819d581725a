import type { DraftedMigration, DraftRequest, DraftRefusal } from './draft.js';
import type { TextEdit } from '../model/file-change.js';
import type { FileFacts, History, Launch, Migration, Unreadable } from '../model/migration.js';
import type { Operation } from '../effects/operation.js';
import type { StyleFacts } from '../model/style-facts.js';
import type { MigrationName, RenameRequest, Respelling } from './respelling.js';
import type { SourceTree } from './source-tree.js';

/** A project that has no migration yet. */
export interface UnstartedProject {
  readonly launch: Launch;
  /** What its first migration begins. Absent where only the framework can tell: which of Django's apps have models. */
  readonly history?: History;
}

/** A migration framework: paths and bytes in, histories and migrations out. Never touches a disk. */
export interface Framework {
  readonly name: string;
  /** Changed whenever `extract`, `configure` or `practices` would answer differently: part of every cache key. */
  readonly version: number;
  /** Whether a path may be a migration (or a file that makes its folder a package), judged on the path alone. */
  mayBeMigration(path: string): boolean;
  /** Whether the framework loads a file of that name from a folder of migrations. */
  isLoaded(name: string): boolean;
  /** Whether a path may say where migrations lie: alembic.ini, pyproject.toml, apps.py. */
  isConfiguration(path: string): boolean;
  /** Whether a file in a folder of no history may begin one; `has` knows the tree's other files. */
  startsHistory(path: string, facts: FileFacts, has: (path: string) => boolean): boolean;
  /** What a configuration file says, as plain JSON; undefined when it says nothing of migrations. */
  configure(path: string, bytes: Uint8Array): unknown;
  /** Why the framework refuses a configuration file of which `configure` said this: a reason that follows its path. */
  configurationError(settings: unknown): string | undefined;
  /** Folders outside the usual ones that the configuration names; every `.py` below them is a candidate too. */
  configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[];
  extract(bytes: Uint8Array): FileFacts;
  locate(tree: SourceTree): readonly History[];
  /** Whether a path may be what a project is known by that has no migration yet: env.py, models.py. Judged on the path alone. */
  hintsAtProject(path: string): boolean;
  /** Projects without a migration; the tree holds what are signs too. A Django project may have some all the same, in apps that `locate` knows. */
  projectsWithoutMigrations(tree: SourceTree): readonly UnstartedProject[];
  interpret(path: string, facts: FileFacts, history: History): Migration | Unreadable;
  /** Whether a migration certainly changes nothing, as one that only joins leaves does; false where that cannot be told. */
  doesNothing(bytes: Uint8Array): boolean;
  /** What a migration of the history does, in its order; `opaque` where the file does not say. Never asked for to find leaves. */
  operations(bytes: Uint8Array, history: History): readonly Operation[] | 'opaque';
  /** What the file does that teams have rules about; nothing where it cannot be read. Asked for by `check` alone. */
  styleFacts(bytes: Uint8Array): StyleFacts;
  /** What a migration says of itself in one line: the first of its docstring; empty where it says nothing. */
  summary(bytes: Uint8Array): string;
  /** Whether a path is a template of new migrations: script.py.mako. */
  isTemplate(path: string): boolean;
  /** A new migration, or one that joins several. */
  draft(request: DraftRequest): DraftedMigration | DraftRefusal;
  /** What a migration is called once it stands on others: as before where that is right. */
  rename(request: RenameRequest): MigrationName;
  /** Splices that make a migration's text say what it is to say; or why somebody has to write it. */
  respell(text: string, respelling: Respelling): readonly TextEdit[] | DraftRefusal;
}
