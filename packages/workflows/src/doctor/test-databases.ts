import { addToGroup, applyEdits, type TextEdit, type GuardExamination, type FileChange, type MendedCommand } from '@oneleaf/core';
import { isTestDatabase } from './database-creation/test-database-name.js';
import { recreateDatabase, type RecreatedDatabase, type Recreation } from './database-creation/database-recreation.js';
import { firstUnreadLine, silencedCommands, type SilencedCommand } from './database-creation/silenced-commands.js';
import type { WorkingFiles } from '../repository-view/working-files.js';
import { ciFiles } from './ci-configuration.js';

/** Where CI hides that its database could not be made: one of a run that failed is then taken for a new one. */
export function examineTestDatabases(files: WorkingFiles): readonly GuardExamination[] {
  return [...hiddenFailures(files).map(failureExamination), ...unreadLines(files)];
}

function failureExamination({ path, text, one, found, mends }: HiddenFailure): GuardExamination {
  const command = mends ? 'npx oneleaf doctor --fix' : found && recreationText(text, one, found);
  return {
    subject: 'ci',
    condition: 'warn',
    message: `${path}, line ${one.line}, hides that ${FAILED_COMMANDS[one.kind]} failed: the tests then run on the database of an earlier run`,
    fix: { title: 'drop the database first, and let the step fail', ...(command !== undefined && { command }) },
  };
}

function unreadLines(files: WorkingFiles): readonly GuardExamination[] {
  return scriptPaths(files).flatMap((path): GuardExamination[] => {
    const line = firstUnreadLine(files.read(path) ?? '');
    if (line === undefined) return [];
    const message = `${path}, line ${line} is too long to be read: whether it hides that a database could not be made is not known`;
    return [{ subject: 'ci', condition: 'warn', message }];
  });
}

const FAILED_COMMANDS = { psql: 'CREATE DATABASE', createdb: 'createdb' } as const;

/** Changes the commands so that they drop the database first. Leaves out what cannot be read for certain or may not be a test database. */
export function mendTestDatabases(
  files: WorkingFiles,
  how: Recreation,
): { readonly changes: readonly FileChange[]; readonly mended: readonly MendedCommand[] } {
  const all = hiddenFailures(files, how).filter(({ mends }) => mends);
  const editsByPath = new Map<string, TextEdit[]>();
  for (const { path, found } of all) for (const edit of found?.edits ?? []) addToGroup(editsByPath, path, edit);
  const changes = [...editsByPath].map(([path, edits]) => ({ path, text: applyEdits(files.read(path) ?? '', edits) }));
  const mended = all.flatMap(({ path, text, one, found }) => {
    const edits = editsByPath.get(path) ?? [];
    const removed = edits.filter(({ span }) => span.end < one.start).map(({ span }) => text.slice(span.start, span.end));
    const line = one.line - removed.join('').split('\n').length + 1;
    return found ? [{ path, line, text: recreationText(text, one, found) }] : [];
  });
  return { changes, mended };
}

interface HiddenFailure {
  readonly path: string;
  readonly text: string;
  readonly one: SilencedCommand;
  readonly found: RecreatedDatabase | undefined;
  readonly mends: boolean;
}

function hiddenFailures(files: WorkingFiles, how: Recreation = { endSessions: false }): readonly HiddenFailure[] {
  const servers = ciFiles(files);
  return scriptPaths(files, servers).flatMap(path => {
    const text = files.read(path) ?? '';
    return silencedCommands(text).flatMap(one => {
      const found = recreateDatabase(text, one, how);
      const test = found?.names.every(name => isTestDatabase(name, servers.includes(path) ? { text, one } : undefined)) === true;
      // A file that developers use may name a database that somebody wants to keep.
      return test || servers.includes(path) ? [{ path, text, one, found, mends: test }] : [];
    });
  });
}

function scriptPaths(files: WorkingFiles, servers = ciFiles(files)): readonly string[] {
  return [...servers, ...calledFiles(files, servers)];
}

const SHARED_FILES = /^(?:(?:GNUm|[mM])akefile|(?:docker-)?compose[^/]*\.ya?ml)$/;

/** What CI may call: make, compose files, and the scripts that are named there. */
function calledFiles(files: WorkingFiles, servers: readonly string[]): readonly string[] {
  const named = servers
    .flatMap(path => (files.read(path) ?? '').match(/[\w./-]+/g) ?? [])
    .flatMap(word => /^.+\.sh\b/.exec(word) ?? [])
    .map(one => `/${one.replace(/^(?:\.{0,2}\/)+/, '')}`);
  const isCalled = (path: string): boolean => SHARED_FILES.test(path) || named.some(one => `/${path}`.endsWith(one));
  return files.paths.filter(path => !servers.includes(path) && isCalled(path));
}

/** A command as it will be, on one line. */
function recreationText(text: string, one: SilencedCommand, { edits }: RecreatedDatabase): string {
  const end = Math.max(one.end, ...one.silencers.map(span => span.end));
  const own = edits.filter(({ span }) => span.start >= one.start);
  const shifted = own.map(({ span, text: put }) => ({ span: { start: span.start - one.start, end: span.end - one.start }, text: put }));
  return applyEdits(text.slice(one.start, end), shifted)
    .replace(/\s*\\\r?\n\s*/g, ' ')
    .trim();
}
