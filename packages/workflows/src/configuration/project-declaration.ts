import { providerNames, type ProviderName } from '@oneleaf/sandbox/provider-names';
import { isCount, isRecord, isOneOf, isPartialRecord, isRecordOf, isText, isTextList, type ValueCheck } from './value-checks.js';

/** How a project is run on throw-away databases, as `oneleaf.json` says; what is absent is found out. */
export interface DeclaredProject {
  /** The folder where the framework's commands run, from the repository's top; `.` for the top itself. */
  readonly folder: string;
  /** A Python, or the folder of a virtual environment, from the top. */
  readonly python?: string;
  /** The module of settings, for frameworks that have one. */
  readonly settings?: string;
  /** The application, for frameworks that start one. */
  readonly app?: string;
  /** Arguments of `-x`, for frameworks that take them. */
  readonly x?: readonly string[];
  /** Variables of the project. `{url}`, `{host}` and others stand for the throw-away database. */
  readonly env?: Readonly<Record<string, string>>;
  readonly provider?: ProviderName;
  /** A container of our own. */
  readonly docker?: DeclaredDocker;
  /** The major version of PostgreSQL. */
  readonly postgres?: number;
  /** What happens to a connection to another database: it is refused, or redirected to the throw-away database. */
  readonly elsewhere?: 'refuse' | 'redirect';
  /** Seconds that one command of the framework may take. */
  readonly timeout?: number;
  /** Roles that the migrations expect on the server. */
  readonly roles?: readonly string[];
  /** An SQL file, from the top, that creates what the first migration expects. */
  readonly baseline?: string;
}

/** What a container is made of: an image, or the database of a compose project, found by itself when nothing is said of it. */
export interface DeclaredDocker {
  readonly image?: string;
  /** Compose files in their order, from the top. */
  readonly compose?: readonly string[];
  /** The service that is PostgreSQL. */
  readonly service?: string;
  /** Services that start as well. */
  readonly besides?: readonly string[];
}

const DOCKER_KEYS: Readonly<Record<string, ValueCheck>> = { image: isText, compose: isTextList, service: isText, besides: isTextList };

const PROJECT_KEYS: Readonly<Record<string, ValueCheck>> = {
  folder: isText,
  python: isText,
  settings: isText,
  app: isText,
  x: isTextList,
  env: isRecordOf(value => typeof value === 'string'),
  provider: isOneOf(...providerNames),
  docker: isPartialRecord(DOCKER_KEYS),
  postgres: isCount,
  elsewhere: isOneOf('refuse', 'redirect'),
  timeout: isCount,
  roles: isTextList,
  baseline: isText,
};

export function isDeclaredProject(value: unknown): boolean {
  return isRecord(value) && 'folder' in value && isPartialRecord(PROJECT_KEYS)(value);
}
