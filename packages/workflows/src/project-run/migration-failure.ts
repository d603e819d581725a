import { relatedLine, sentence, type FindingDraft, type Migration, type RelatedLocation } from '@oneleaf/core';
import type { MigrationFailure } from '@oneleaf/sandbox';
import { toRepositoryPath, type FoundProject } from './projects.js';

const STEP_TEXTS = { up: 'cannot be applied', down: 'cannot be undone', 'up again': 'cannot be applied again' } as const;

/** A migration that failed, in the database's own words; `where`: on what kind of database. */
export function failureDraft(found: FoundProject, { migration, step, error, reason, hint }: MigrationFailure, where: string): FindingDraft {
  const known = migrationOf(found, migration);
  const meaning = reason === undefined ? '' : `; ${reason}`;
  const message = sentence`${{ migration }} ${STEP_TEXTS[step]}${where}: ${{ code: error.type }}: ${inOneLine(error.message)}${meaning}`;
  const [path, line] = placeOf(found, error.at) ?? [];
  const related: readonly RelatedLocation[] = path === undefined ? [] : [relatedLine({ path, line: Number(line) }, '')];
  return {
    history: known?.history ?? '',
    message,
    ...(known ? { location: { path: known.path, ...(path === known.path ? { line: Number(line) } : {}) } } : {}),
    ...(related.length > 0 ? { related } : {}),
    ...(hint === undefined ? {} : { fix: { title: hint } }),
  };
}

/** Servers add lines of detail and of place. */
function inOneLine(message: string): string {
  return message.trim().replace(/\s*\n\s*/g, ' ');
}

/** The migration of a name as its framework spells it; undefined for one of an installed package. */
export function migrationOf({ histories }: FoundProject, name: string): Migration | undefined {
  return histories.flatMap(({ migrations }) => migrations).find(({ id }) => id === name);
}

/** The path from the repository's top, and the line, of what the runner spells as `path:12` from the project's folder. */
function placeOf(found: FoundProject, at: string | undefined): readonly [path: string, line: string] | undefined {
  const [, path, line] = /^(.*):(\d+)$/.exec(at ?? '') ?? [];
  return path === undefined || line === undefined ? undefined : [toRepositoryPath(found, path), line];
}
