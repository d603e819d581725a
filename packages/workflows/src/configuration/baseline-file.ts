import { acceptableRules, type Acceptances } from '@oneleaf/core';
import type { Repository } from '@oneleaf/git';
import { UsageError } from '@oneleaf/core/errors';
import { isRecord, isTextList } from './value-checks.js';
import { readRootFile } from './root-file.js';

/** The accepted findings, in a committed file at the repository's top. */
export const BASELINE_FILE = 'oneleaf-baseline.json';

/** What the repository's baseline accepts; undefined without one. Read where the configuration is. */
export async function readBaselineFile(repository: Repository): Promise<Acceptances | undefined> {
  const source = await readRootFile(repository, BASELINE_FILE);
  return source === undefined ? undefined : parseBaseline(source);
}

function parseBaseline(source: string): Acceptances {
  const { accepted, ...others } = parseObject(source);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw baselineError(`has an unknown key: ${unknown}`);
  if (!isRecord(accepted)) throw baselineError('must hold an object called accepted');
  return Object.fromEntries(
    Object.entries(accepted).map(([rule, paths]) => {
      if (!acceptableRules.includes(rule))
        throw baselineError(`accepts ${rule}, which cannot be accepted`, `these can: ${acceptableRules.join(', ')}`);
      if (!isTexts(paths)) throw baselineError(`must hold a list of files for ${rule}`);
      return [rule, paths];
    }),
  );
}

function parseObject(source: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(source);
    if (isRecord(value)) return value;
  } catch (cause) {
    throw baselineError('is not JSON', 'npx oneleaf check --write-baseline', cause);
  }
  throw baselineError('must hold an object');
}

function baselineError(what: string, hint = 'npx oneleaf check --write-baseline', cause?: unknown): UsageError {
  return new UsageError(`${BASELINE_FILE} ${what}`, hint, { cause });
}

function isTexts(value: unknown): value is readonly string[] {
  return isTextList(value);
}

/** Writes one file path a line, so that edits of two branches rarely conflict. Deletes the file if nothing is accepted. */
export async function writeBaseline(repository: Repository, accepted: Acceptances): Promise<void> {
  if (repository.bare) throw new UsageError(`a bare clone has no working tree to write ${BASELINE_FILE} to`);
  // Overwrites the file only if it has not changed since it was read.
  await repository.workingTree({ key: BASELINE_FILE, wants: path => path === BASELINE_FILE });
  const isEmpty = Object.keys(accepted).length === 0;
  await repository.apply([{ path: BASELINE_FILE, text: isEmpty ? null : `${JSON.stringify({ accepted }, undefined, 2)}\n` }]);
}
