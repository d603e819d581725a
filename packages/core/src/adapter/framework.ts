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

export interface UnstartedProject {
  readonly framework: Framework;
  readonly launch: Launch;
  readonly history?: History;
}

export interface LocatedProject {
  readonly launch: Launch;
  /** Absent where only the framework itself knows which history the first migration starts. */
  readonly history?: LocatedHistory;
}

export interface MigrationPaths {
  /** Names the parents; findings point to it. */
  readonly main: string;
  readonly historyFolder: string;
}

/** Migrations that no usual place and no configuration gives away: what shows them is their text. */
export interface StrayMigrations {
  /** Whether a path outside of the usual folders may be one; such paths are listed in every tree, so they must be rare. */
  hasStrayName(path: string): boolean;
  /** Whether a file beside paths of the tree shows that migrations lie somewhere, though no history is found. */
  readonly needsSearch: (paths: readonly string[]) => boolean;
  /** Bytes that every migration holds. */
  readonly word: string;
  isMigration(path: string, facts: Facts): boolean;
  /** Whether the framework reads only folders with a marker. */
  readonly needsMarker: boolean;
  /** Whether a folder of them is a copy of old times; `has` knows the folder markers of the tree. */
  isArchive(folder: string, has: (path: string) => boolean): boolean;
}

export interface Recogniser {
  mayBeMigration(path: string): boolean;
  isLoaded(name: string): boolean;
  /** Whether a file in a configured folder may be a migration. */
  isSource(path: string): boolean;
  isFolderMarker(name: string): boolean;
  /** Whether a file among migrations is neither one nor shared by them. */
  isSupport(name: string): boolean;
  isUsualFolder(folder: string): boolean;
  readonly strays?: StrayMigrations;
  /** Absent where each file is a migration in the folder of its history. */
  readonly migrationAt?: (path: string) => MigrationPaths | undefined;
  stem(path: string): string;
  isConfiguration(path: string): boolean;
  /** `has` knows the tree's other files. */
  startsHistory(path: string, facts: Facts, has: (path: string) => boolean): boolean;
  /** What a configuration file says, as plain JSON; undefined when it says nothing of migrations. */
  configure(path: string, bytes: Uint8Array): unknown;
  /** Why the framework refuses such a configuration: a reason that follows the path of the file. */
  configurationError(settings: unknown): string | undefined;
  configuredFolders(settings: ReadonlyMap<string, unknown>): readonly string[];
  locate(tree: SourceTree): readonly LocatedHistory[];
  /** Whether a path shows a project, even one without a migration. */
  hintsAtProject(path: string): boolean;
  /** A project may have migrations all the same, in histories that `locate` finds. */
  projectsWithoutMigrations(tree: SourceTree): readonly LocatedProject[];
}

export interface MigrationReader {
  extract(bytes: Uint8Array): Facts;
  unreadable(problem: ReadingFailure): Facts;
  /** The facts that place a migration in its history; equal ones have the same place. */
  linkFacts(facts: Facts): unknown;
  ownName?(facts: Facts): string | undefined;
  interpret(path: string, facts: Facts, history: LocatedHistory, others?: ReadonlyMap<string, Facts>): Migration | Unreadable;
  /** True only where it is certain, as for a migration that joins leaves. */
  doesNothing(bytes: Uint8Array): boolean;
  /** In the order in which the migration runs them. */
  operations(bytes: Uint8Array, history: LocatedHistory): readonly Operation[] | 'opaque';
  styleFacts(bytes: Uint8Array): StyleFacts;
  summary(bytes: Uint8Array): string;
}

export interface MigrationWriter {
  isTemplate(path: string): boolean;
  draft(request: DraftRequest): DraftedMigration | DraftRefusal;
  rename(request: RenameRequest): MigrationName;
  /** A refusal says why a person has to write the new names and parents. */
  respell(text: string, respelling: Respelling): readonly TextEdit[] | DraftRefusal;
}

export interface FrameworkWording {
  /** What a repository has that uses the framework: `app with migrations`. */
  readonly history: string;
  /** A migration as messages spell it: `shop.0002_tax`, `ae1027a6acf`. */
  migration(history: Pick<LocatedHistory, 'label'>, literal: string): string;
}

/** Takes paths and bytes and never reads a disk. */
export interface Framework {
  readonly name: string;
  /** A part of every cache key: changes with the answers of `recognise` and `read`. */
  readonly version: number;
  readonly recognise: Recogniser;
  readonly read: MigrationReader;
  readonly write: MigrationWriter;
  readonly wording: FrameworkWording;
  readonly markers: readonly MarkerKind[];
  readonly names: WorkspaceNames;
  readonly mentions?: MentionRules;
  readonly run?: FrameworkRunner;
}

export interface History extends LocatedHistory {
  readonly framework: Framework;
}
