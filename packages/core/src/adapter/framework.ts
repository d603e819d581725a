import type { DraftedMigration, DraftRequest, DraftRefusal } from './draft.js';
import type { MarkerKind } from '../markers/marker.js';
import type { TextEdit } from '../model/file-change.js';
import type { Facts, LocatedHistory, Launch, Migration, ReadingFailure, Unreadable } from '../model/migration.js';
import type { Operation } from '../effects/operation.js';
import type { StyleFacts } from '../model/style-facts.js';
import type { MentionRules } from './mention-rules.js';
import type { MigrationName, RenameRequest, Respelling } from './respelling.js';
import type { FrameworkRunner } from './run.js';
import type { SourceTree } from './source-tree.js';
import type { WorkspaceNames } from './workspace-names.js';

/** A project that has no migration yet, with the framework that it belongs to. */
export interface UnstartedProject {
  readonly framework: Framework;
  readonly launch: Launch;
  readonly history?: History;
}

/** A project without a migration as its framework finds it. */
export interface LocatedProject {
  readonly launch: Launch;
  /** What its first migration begins. Absent where only the framework can tell: which apps have models. */
  readonly history?: LocatedHistory;
}

/** The migration that a file belongs to, where a migration is a folder or several files. */
export interface MigrationPaths {
  /** The file that stands for the migration: it names the parents, and findings point to it. */
  readonly main: string;
  readonly historyFolder: string;
}

/** Finds the histories of a tree, from paths and from what configuration files say. */
export interface Recogniser {
  /** Whether a path may be a migration (or a file that makes its folder a package), judged on the path alone. */
  mayBeMigration(path: string): boolean;
  /** Whether the framework loads a file of that name from a folder of migrations. */
  isLoaded(name: string): boolean;
  /** Whether a file may be one of the framework's where a configuration says that migrations lie. */
  isSource(path: string): boolean;
  /** Whether a file of that name makes its folder one that migrations are loaded from. */
  isFolderMarker(name: string): boolean;
  /** Whether a file of that name among migrations is no migration and holds nothing that they share. */
  isSupport(name: string): boolean;
  /** Whether `mayBeMigration` takes the files of a folder for its name. */
  isUsualFolder(folder: string): boolean;
  /** The migration that a file belongs to, judged on the path alone. Absent where each file is a migration, right in its history's folder. */
  readonly migrationAt?: (path: string) => MigrationPaths | undefined;
  /** A migration file's name as other files and commands spell it. */
  stem(path: string): string;
  /** Whether a path may say where migrations lie. */
  isConfiguration(path: string): boolean;
  /** Whether a file in a folder of no history may begin one; `has` knows the tree's other files. */
  startsHistory(path: string, facts: Facts, has: (path: string) => boolean): boolean;
  /** What a configuration file says, as plain JSON; undefined when it says nothing of migrations. */
  configure(path: string, bytes: Uint8Array): unknown;
  /** Why the framework refuses a configuration file of which `configure` said this: a reason that follows its path. */
  configurationError(settings: unknown): string | undefined;
  /** Folders outside the usual ones that the configuration names. */
  configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[];
  locate(tree: SourceTree): readonly LocatedHistory[];
  /** Whether a path may be what a project is known by that has no migration yet, judged on the path alone. */
  hintsAtProject(path: string): boolean;
  /** Projects without a migration; the tree holds what hints at them too. A project may have some all the same, in histories that `locate` knows. */
  projectsWithoutMigrations(tree: SourceTree): readonly LocatedProject[];
}

/** Reads migrations out of bytes, without running them. */
export interface MigrationReader {
  extract(bytes: Uint8Array): Facts;
  /** The facts of a file of which nothing is known but why it cannot be read. */
  unreadable(problem: ReadingFailure): Facts;
  /** The facts that decide on the place in the history, without where in the file they stand: equal ones have the same place. */
  linkFacts(facts: Facts): unknown;
  /** The name that a file itself gives its migration; absent where the file's path names it. */
  ownName?(facts: Facts): string | undefined;
  /** `others`: the facts of a migration's other files, by path. */
  interpret(path: string, facts: Facts, history: LocatedHistory, others?: ReadonlyMap<string, Facts>): Migration | Unreadable;
  /** Whether a migration certainly changes nothing, as one that only joins leaves does; false where that cannot be told. */
  doesNothing(bytes: Uint8Array): boolean;
  /** What a migration of the history does, in its order; `opaque` where the file does not say. Never asked for to find leaves. */
  operations(bytes: Uint8Array, history: LocatedHistory): readonly Operation[] | 'opaque';
  /** What the file does that teams have rules about; nothing where it cannot be read. Asked for by `check` alone. */
  styleFacts(bytes: Uint8Array): StyleFacts;
  /** What a migration says of itself in one line; empty where it says nothing. */
  summary(bytes: Uint8Array): string;
}

/** Writes migrations and changes what they refer to. */
export interface MigrationWriter {
  /** Whether a path is a template of new migrations. */
  isTemplate(path: string): boolean;
  /** A new migration, or one that joins several. */
  draft(request: DraftRequest): DraftedMigration | DraftRefusal;
  /** The name of a migration once it has other parents: as before where that is right. */
  rename(request: RenameRequest): MigrationName;
  /** The edits that give a migration's text its new names and parents, or why somebody has to write it. */
  respell(text: string, respelling: Respelling): readonly TextEdit[] | DraftRefusal;
}

/** What messages call the framework's things. */
export interface FrameworkWording {
  /** What a repository must have for the framework to be at work in it. */
  readonly history: string;
  /** A migration as messages spell it: `shop.0002_tax`, `ae1027a6acf`. */
  migration(history: Pick<LocatedHistory, 'label'>, literal: string): string;
}

/** A migration framework: paths and bytes in, histories and migrations out. Never touches a disk. */
export interface Framework {
  readonly name: string;
  /** Changed whenever `recognise` or `read` would answer differently: part of every cache key. */
  readonly version: number;
  readonly recognise: Recogniser;
  readonly read: MigrationReader;
  readonly write: MigrationWriter;
  readonly wording: FrameworkWording;
  /** Files that name the leaf of one of its histories. */
  readonly markers: readonly MarkerKind[];
  readonly names: WorkspaceNames;
  readonly mentions?: MentionRules;
  /** Absent where Oneleaf does not run the framework. */
  readonly run?: FrameworkRunner;
}

/** The unit that has one leaf, with the framework that it belongs to. */
export interface History extends LocatedHistory {
  readonly framework: Framework;
}
