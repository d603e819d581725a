import type { EngineTraits } from '@oneleaf/core';
import type { ProcessEnvironment } from '../environment.js';
import type { KnownError } from '../known-error.js';
import type { CatalogObject, TableRows } from './catalog.js';
import type { ReadOptions } from './read-options.js';
import type { EngineRecord, RecordOptions } from './record.js';

/** One way to a database. Where databases are files only `name` is set: the file's absolute path. */
export interface ConnectionParameters {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly password: string;
  readonly name: string;
}

/** How databases that are files are made. Paths are absolute. */
export interface DatabaseFiles {
  /** `.sqlite3` */
  readonly extension: string;
  /** What is added to a database's path to name its files; the file of the path itself is among them. */
  readonly suffixes: readonly string[];
  readonly url: (path: string) => string;
}

/** A kind of database. Whatever is done to a throw-away database goes through this object. */
export interface Engine extends EngineTraits {
  /** Schemes of the URLs that lead to it, without a driver: `postgres`, `postgresql`. */
  readonly schemes: readonly string[];
  /** `postgresql://user@localhost/name` */
  readonly exampleUrl: string;
  /** Whether drivers run changes of the schema within transactions, so that several migrations can share one. */
  readonly transactionalDdl: boolean;
  /** Whether the user's SQL may prepare a database before its first migration. */
  readonly takesBaseline: boolean;
  /** The schema that every database has. */
  readonly defaultSchema: string;
  /** How variables begin that lead its programs and drivers to a server. */
  readonly variablePrefix?: string;
  /** Dialect and driver of an asynchronous URL: `postgresql+asyncpg`. */
  readonly asyncDriver: string;
  /** Present where databases are files: those need no server. */
  readonly files?: DatabaseFiles;
  /** What the runners know of it in Python: the source of the module `oneleaf_engine_<name>`. */
  readonly python: string;
  /** Errors of its drivers and of the database itself. */
  readonly errors: readonly KnownError[];
  readonly connection: (url: string) => ConnectionParameters;
  /** Objects of the schema, without what its extensions brought and the frameworks' own version tables. */
  readonly catalog: (url: string, options: ReadOptions) => Promise<readonly CatalogObject[]>;
  /** The rows of all tables but the version tables; `without` names columns that are left out: `public.users.joined`. */
  readonly rows: (url: string, options: ReadOptions, without: readonly string[]) => Promise<readonly TableRows[]>;
  /** Runs SQL of the user's. */
  readonly run: (url: string, sql: string, env: ProcessEnvironment) => Promise<void>;
  /** A developer's database by its URL; its path too where databases are files. Nothing is asked of it yet. */
  readonly record: (url: string, options: RecordOptions) => EngineRecord;
}
