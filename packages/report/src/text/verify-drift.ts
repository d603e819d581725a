import type { DriftedProject, DriftReport, TestedProject, UnrunnableProject, VerifiedProject, VerifyReport } from '@oneleaf/core';
import { findingBlocks } from './layout/finding.js';
import { BLANK_LINE, columns, type StyledLine } from './layout/line.js';
import { noteLines } from './layout/note.js';
import { nothingCompared, OUTCOME_WORDS, TRIAL_NAMES } from '../words/verify-words.js';
import { count } from '../words/wording.js';

export function verifyLines({ projects, unproved }: VerifyReport): readonly StyledLine[] {
  return joinBlocks([...projects.map(project => [...projectLines(project), ...trialLines(project)]), ...unproved.map(notRunLines)]);
}

export function driftLines({ projects, unproved }: DriftReport): readonly StyledLine[] {
  return joinBlocks([...projects.map(project => [...projectLines(project), driftLine(project)]), ...unproved.map(notRunLines)]);
}

function joinBlocks(blocks: readonly (readonly StyledLine[])[]): readonly StyledLine[] {
  return blocks.flatMap((block, at) => (at === 0 ? block : [BLANK_LINE, ...block]));
}

/** On what it ran, what may make the answer another one, and what was found. */
function projectLines(project: VerifiedProject | DriftedProject): readonly StyledLine[] {
  const { notes, findings } = project;
  return [
    projectHeading(project),
    ...notes.flatMap(note => noteLines(note)),
    ...findingBlocks(findings).flatMap(block => [...block, BLANK_LINE]),
  ];
}

export function projectHeading({
  project,
  framework,
  database,
  python,
}: Omit<TestedProject, 'database'> & { readonly database?: string }): StyledLine {
  const ground = database === undefined ? ', its sources,' : ` on ${database},`;
  return [
    { text: project, tone: 'strong' },
    { text: `  ${framework}${ground} by ${python}`, tone: 'quiet' },
  ];
}

function trialLines({ trials }: VerifiedProject): readonly StyledLine[] {
  const rows = trials.map(({ name, outcome, migrations }) => {
    const size = outcome === 'stopped' ? '' : `, ${count(migrations, 'migration')}`;
    return [TRIAL_NAMES[name], `${OUTCOME_WORDS[outcome]}${size}`] as const;
  });
  return columns(rows, '  ');
}

function driftLine(drifted: DriftedProject): StyledLine {
  const { database, differences } = drifted;
  if (database === undefined) return ['  only the sources were read: no database was made, and models and migrations were not compared'];
  if (nothingCompared(drifted)) return ['  nothing was compared'];
  return [differences.length === 0 ? '  models and migrations agree' : `  ${count(differences.length, 'difference')}`];
}

function notRunLines({ project, reason, hint }: UnrunnableProject): readonly StyledLine[] {
  return [[{ text: 'error', tone: 'bad' }, '  ', { text: project, tone: 'strong' }, `  ${reason}`], [`try: ${hint}`]];
}
