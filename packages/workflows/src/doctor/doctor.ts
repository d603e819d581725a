import { nothingRecognised } from '@oneleaf/frameworks';
import { commandFix, type DoctorReport, type GuardExamination } from '@oneleaf/core';
import { examineBase, examineDepth } from './clone.js';
import { examineHook } from './push-hook.js';
import { examinePython, type FoundHistory } from './python-environments.js';
import { examineCi } from './ci-configuration.js';
import { examineTestDatabases, mendTestDatabases } from './test-databases.js';
import { examineVersions } from './versions.js';
import type { RepositorySession } from '../session/session.js';
import { EnvironmentError } from '@oneleaf/core/errors';
import type { Recreation } from './database-creation/database-recreation.js';
import type { SetupFiles } from '../repository-view/working-files.js';
import { callsInLintStaged } from '../setup/lint-staged.js';
import { workingFiles, type WorkingFiles } from '../repository-view/working-files.js';
import { readWorkingTree } from '../branches/other-branches.js';

export interface DoctorOptions {
  /** Fixes files first. The report then describes the fixed files. */
  readonly fix?: Recreation;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** This program's own version. */
  readonly version: string;
  /** `v20.19.0` */
  readonly nodeVersion: string;
  /** As Node names it: `linux`, `win32`. */
  readonly platform: string;
}

/** Checks what protects this clone from a second leaf. Runs nothing of the repository, and writes only what `fix` changes. */
export async function doctor(session: RepositorySession, options: DoctorOptions): Promise<DoctorReport> {
  const { fix } = options;
  if (!fix) return examine(session, options);
  if (session.repository.bare) throw new EnvironmentError(`${session.repository.top} has no working tree to write to`);
  const { changes, mended } = mendTestDatabases(await readDoctorFiles(session, 'before'), fix);
  await session.repository.apply(changes);
  return { ...(await examine(session, options)), mended };
}

async function examine(session: RepositorySession, { env, version, nodeVersion, platform }: DoctorOptions): Promise<DoctorReport> {
  const { repository } = session;
  const clone = await repository.cloneProperties();
  const versions = examineVersions({ git: clone.gitVersion, node: nodeVersion, own: version });
  const remote = [await examineBase(session), examineDepth(repository, clone)];
  if (repository.bare) return { schema: 1, command: 'doctor', examined: [...remote, ...versions] };
  const files = await readDoctorFiles(session, 'now');
  const { top } = repository;
  const histories = await findHistories(session);
  const examined = [
    examineHook({ top, env, platform, files, hooks: clone.hooks }),
    ...examineLintStaged(files),
    ...remote,
    examineCi(files),
    ...examineTestDatabases(files),
    examineHistories(histories),
    ...examinePython({ top, env, histories }),
    ...versions,
  ];
  return { schema: 1, command: 'doctor', examined };
}

async function findHistories(session: RepositorySession): Promise<readonly FoundHistory[]> {
  const { here } = await readWorkingTree(session);
  const found = [...here.contents.values()].map(({ history: { id, framework, folder } }) => ({
    history: id,
    framework: framework.name,
    folder,
  }));
  return found.sort((one, other) => (one.history < other.history ? -1 : 1));
}

function readDoctorFiles({ repository }: RepositorySession, when: string): Promise<WorkingFiles> {
  return workingFiles(repository, { key: `doctor ${when}`, wants: isOfInterest });
}

/** Folders below which something may call oneleaf. */
const FOLDERS = /^\.(?:husky|config|github|gitea|forgejo|circleci)\//;

function isOfInterest(path: string): boolean {
  return !path.includes('/') || FOLDERS.test(path) || path.endsWith('.sh');
}

function examineLintStaged(files: SetupFiles): readonly GuardExamination[] {
  const called = callsInLintStaged(files);
  if (called === undefined) return [];
  const subject = 'pre-commit';
  if (called) return [{ subject, condition: 'ok', message: 'lint-staged calls oneleaf' }];
  const fix = commandFix('let lint-staged call oneleaf', ['npx', 'oneleaf', 'init']);
  return [
    { subject, condition: 'warn', message: 'lint-staged does not call oneleaf: a single commit can give a history a second leaf', fix },
  ];
}

function examineHistories(histories: readonly FoundHistory[]): GuardExamination {
  const subject = 'histories';
  if (histories.length > 0) return { subject, condition: 'ok', message: histories.map(({ history }) => history).join(', ') };
  const message = `${nothingRecognised} is found here`;
  return { subject, condition: 'warn', message, fix: { title: 'describe them in oneleaf.json: see docs/configuration.md' } };
}
