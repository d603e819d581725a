import type { Drifted, DriftReport, Proved, Trial, Unproved, Verified, VerifyReport } from '@oneleaf/core';
import { findingBlocks } from './finding.js';
import { BLANK, columns, type Line } from './line.js';
import { noteLines } from './note.js';
import { count } from './wording.js';

export function verifyLines({ projects, unproved }: VerifyReport): readonly Line[] {
  return inBlocks([...projects.map(project => [...projectLines(project), ...trialLines(project)]), ...unproved.map(unprovedLines)]);
}

export function driftLines({ projects, unproved }: DriftReport): readonly Line[] {
  return inBlocks([...projects.map(project => [...projectLines(project), driftLine(project)]), ...unproved.map(unprovedLines)]);
}

function inBlocks(blocks: readonly (readonly Line[])[]): readonly Line[] {
  return blocks.flatMap((block, at) => (at === 0 ? block : [BLANK, ...block]));
}

/** On what it ran, what may make the answer another one, and what was found. */
function projectLines(project: Verified | Drifted): readonly Line[] {
  const { notes, findings } = project;
  return [headLine(project), ...notes.flatMap(note => noteLines(note)), ...findingBlocks(findings).flatMap(block => [...block, BLANK])];
}

export function headLine({ project, framework, database, python }: Omit<Proved, 'database'> & { readonly database?: string }): Line {
  const ground = database === undefined ? ', its sources,' : ` on ${database},`;
  return [
    { text: project, tone: 'strong' },
    { text: `  ${framework}${ground} by ${python}`, tone: 'quiet' },
  ];
}

export const NAMES: Readonly<Record<Trial['name'], string>> = {
  'fresh-install': 'fresh install',
  'round-trip': 'down and up again',
  stairway: 'each one up, down, up',
};

export const OUTCOMES: Readonly<Record<Trial['outcome'], string>> = { passed: 'passed', failed: 'failed', stopped: 'not tried' };

function trialLines({ trials }: Verified): readonly Line[] {
  const rows = trials.map(({ name, outcome, migrations }) => {
    const size = outcome === 'stopped' ? '' : `, ${count(migrations, 'migration')}`;
    return [NAMES[name], `${OUTCOMES[outcome]}${size}`] as const;
  });
  return columns(rows, '  ');
}

function driftLine(drifted: Drifted): Line {
  const { database, differences } = drifted;
  if (database === undefined) return ['  only the sources were read: no database was made, and models and migrations were not compared'];
  if (nothingCompared(drifted)) return ['  nothing was compared'];
  return [differences.length === 0 ? '  models and migrations agree' : `  ${count(differences.length, 'difference')}`];
}

function unprovedLines({ project, reason, hint }: Unproved): readonly Line[] {
  return [[{ text: 'error', tone: 'bad' }, '  ', { text: project, tone: 'strong' }, `  ${reason}`], [`try: ${hint}`]];
}

/** Whether it failed before anything could be compared. */
export function nothingCompared({ differences, findings }: Drifted): boolean {
  return differences.length === 0 && findings.some(({ rule }) => rule === 'fresh-install' || rule === 'model-drift');
}
