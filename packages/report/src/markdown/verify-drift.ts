import type { DriftedProject, DriftReport, UnrunnableProject, VerifiedProject, VerifyReport } from '@oneleaf/core';
import { TRIAL_NAMES, OUTCOME_WORDS, nothingCompared } from '../words/verify-words.js';
import { count } from '../words/wording.js';
import { countBySeverity, listBlock, markOfFindings, RANKS, type ReportSection, type SectionBlock } from './section.js';
import { findingBlocks, fixBelow, foldedBlock, notRunItem } from './finding.js';
import { code } from './inline.js';

/** Projects that a headline names. */
const MAX_PROJECTS = 3;

export function verifySection({ projects, unproved }: VerifyReport): ReportSection {
  const failed = projects.some(({ trials }) => trials.some(({ outcome }) => outcome !== 'passed'));
  const cleanText = failed ? 'not everything could be tried' : 'every migration runs, and can be undone';
  return proofSection({ command: 'verify', projects, unproved, doubt: failed, cleanText, tables: trialBlock(projects) });
}

export function driftSection({ projects, unproved }: DriftReport): ReportSection {
  const differences = projects.reduce((sum, project) => sum + project.differences.length, 0);
  const doubt = projects.some(nothingCompared);
  const agreed = projects.every(isSourcesOnly) ? 'nothing wrong in the sources, and nothing else was read' : 'models and migrations agree';
  const cleanText = differences > 0 ? count(differences, 'difference') : agreed;
  return proofSection({ command: 'drift', projects, unproved, doubt, cleanText: doubt ? 'nothing was compared' : cleanText, tables: [] });
}

function isSourcesOnly({ database }: DriftedProject): boolean {
  return database === undefined;
}

interface ProofSectionParts {
  readonly command: string;
  readonly projects: readonly (VerifiedProject | DriftedProject)[];
  readonly unproved: readonly UnrunnableProject[];
  readonly doubt: boolean;
  /** What is said where there is no finding. */
  readonly cleanText: string;
  readonly tables: readonly SectionBlock[];
}

function proofSection({ command, projects, unproved, doubt, cleanText, tables }: ProofSectionParts): ReportSection {
  const findings = projects.flatMap(project => project.findings);
  const missing = unproved.length > 0 ? `${count(unproved.length, 'project')} not run` : '';
  const ran = projects.length > 0 ? countBySeverity(findings) || cleanText : '';
  const told = [ran, missing].filter(text => text !== '').join(', ') || 'no project';
  return {
    mark: markOfFindings(findings, doubt || missing !== '' || projects.length === 0),
    headline: `**${command}**${projectNames([...projects, ...unproved])}: ${told}`,
    blocks: [...findingBlocks(findings), listBlock(RANKS.error, unproved.map(notRunItem)), ...tables, ...runDetailsBlock(projects)],
  };
}

function projectNames(projects: readonly { readonly project: string }[]): string {
  const names = projects.slice(0, MAX_PROJECTS).map(({ project }) => (project === '.' ? 'the top' : code(project)));
  const rest = projects.length > MAX_PROJECTS ? ` and ${count(projects.length - MAX_PROJECTS, 'more', 'more')}` : '';
  return names.length === 0 ? '' : ` of ${names.join(', ')}${rest}`;
}

const TRIALS = ['fresh-install', 'round-trip', 'stairway'] as const;

function trialBlock(projects: readonly VerifiedProject[]): readonly SectionBlock[] {
  const rows = projects.map(({ project, trials }) => {
    const cells = TRIALS.map(name => {
      const trial = trials.find(one => one.name === name);
      if (!trial) return '';
      return trial.outcome === 'stopped'
        ? OUTCOME_WORDS.stopped
        : `${OUTCOME_WORDS[trial.outcome]}, ${count(trial.migrations, 'migration')}`;
    });
    return `| ${[code(project), ...cells].join(' | ')} |\n`;
  });
  const head = `| ${['project', ...TRIALS.map(name => TRIAL_NAMES[name])].join(' | ')} |\n|${' --- |'.repeat(TRIALS.length + 1)}\n`;
  return rows.length > 0 ? [{ rank: RANKS.summary, before: head, pieces: rows }] : [];
}

/** On what it ran, and what may make the answer another one. */
function runDetailsBlock(projects: readonly (VerifiedProject | DriftedProject)[]): readonly SectionBlock[] {
  const items = projects.map(({ project, framework, database, python, notes }) => ({
    text: `${code(project)}: ${code(framework)}${database === undefined ? ', its sources' : ` on ${code(database)}`}, by ${code(python)}`,
    below: notes.flatMap(fixBelow),
  }));
  return items.length > 0 ? [foldedBlock('how it was run', items, RANKS.detail)] : [];
}
