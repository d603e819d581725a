import type { Drifted, DriftReport, Unproved, Verified, VerifyReport } from '@oneleaf/core';
import { NAMES, OUTCOMES, nothingCompared } from '../text/proved.js';
import { count } from '../text/wording.js';
import { counted, listBlock, markOf, RANKS, type Account, type Block } from './account.js';
import { findingBlocks, fixBelow, foldedBlock, unprovedItem } from './finding.js';
import { code } from './inline.js';

/** Projects that a headline names. */
const NAMED = 3;

export function verifyAccount({ projects, unproved }: VerifyReport): Account {
  const failed = projects.some(({ trials }) => trials.some(({ outcome }) => outcome !== 'passed'));
  const sound = failed ? 'not everything could be tried' : 'every migration runs, and can be undone';
  return account({ command: 'verify', projects, unproved, doubt: failed, sound, tables: trialBlock(projects) });
}

export function driftAccount({ projects, unproved }: DriftReport): Account {
  const differences = projects.reduce((sum, project) => sum + project.differences.length, 0);
  const doubt = projects.some(nothingCompared);
  const agreed = projects.every(isSourcesAlone) ? 'nothing wrong in the sources, and nothing else was read' : 'models and migrations agree';
  const sound = differences > 0 ? count(differences, 'difference') : agreed;
  return account({ command: 'drift', projects, unproved, doubt, sound: doubt ? 'nothing was compared' : sound, tables: [] });
}

function isSourcesAlone({ database }: Drifted): boolean {
  return database === undefined;
}

interface Asked {
  readonly command: string;
  readonly projects: readonly (Verified | Drifted)[];
  readonly unproved: readonly Unproved[];
  readonly doubt: boolean;
  /** What is said where there is no finding. */
  readonly sound: string;
  readonly tables: readonly Block[];
}

function account({ command, projects, unproved, doubt, sound, tables }: Asked): Account {
  const findings = projects.flatMap(project => project.findings);
  const missing = unproved.length > 0 ? `${count(unproved.length, 'project')} not run` : '';
  const ran = projects.length > 0 ? counted(findings) || sound : '';
  const told = [ran, missing].filter(text => text !== '').join(', ') || 'no project';
  return {
    mark: markOf(findings, doubt || missing !== '' || projects.length === 0),
    headline: `**${command}**${namesOf([...projects, ...unproved])}: ${told}`,
    blocks: [...findingBlocks(findings), listBlock(RANKS.error, unproved.map(unprovedItem)), ...tables, ...waysBlock(projects)],
  };
}

function namesOf(projects: readonly { readonly project: string }[]): string {
  const names = projects.slice(0, NAMED).map(({ project }) => (project === '.' ? 'the top' : code(project)));
  const rest = projects.length > NAMED ? ` and ${count(projects.length - NAMED, 'more', 'more')}` : '';
  return names.length === 0 ? '' : ` of ${names.join(', ')}${rest}`;
}

const TRIALS = ['fresh-install', 'round-trip', 'stairway'] as const;

function trialBlock(projects: readonly Verified[]): readonly Block[] {
  const rows = projects.map(({ project, trials }) => {
    const cells = TRIALS.map(name => {
      const trial = trials.find(one => one.name === name);
      if (!trial) return '';
      return trial.outcome === 'stopped' ? OUTCOMES.stopped : `${OUTCOMES[trial.outcome]}, ${count(trial.migrations, 'migration')}`;
    });
    return `| ${[code(project), ...cells].join(' | ')} |\n`;
  });
  const head = `| ${['project', ...TRIALS.map(name => NAMES[name])].join(' | ')} |\n|${' --- |'.repeat(TRIALS.length + 1)}\n`;
  return rows.length > 0 ? [{ rank: RANKS.summary, before: head, pieces: rows }] : [];
}

/** On what it ran, and what may make the answer another one. */
function waysBlock(projects: readonly (Verified | Drifted)[]): readonly Block[] {
  const items = projects.map(({ project, framework, database, python, notes }) => ({
    text: `${code(project)}: ${code(framework)}${database === undefined ? ', its sources' : ` on ${code(database)}`}, by ${code(python)}`,
    below: notes.flatMap(fixBelow),
  }));
  return items.length > 0 ? [foldedBlock('how it was run', items, RANKS.detail)] : [];
}
