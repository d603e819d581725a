import type { BranchGroup, LandingStep, PredictReport, TwinBranches } from '@oneleaf/core';
import { BLANK_LINE, columns, type StyledLine } from './layout/line.js';
import { grouped, count, joinIds, joinNames, shortRef } from '../words/wording.js';

/** Groups, twins and steps that are shown; the rest is counted. */
const MAX_LINES = 20;
const MAX_NAMES = 10;

/** What branches do to each other: who collides with whom, who does the same, and in which order to land. */
export function branchInteractionLines({ groups, twins, landing }: PredictReport): readonly StyledLine[] {
  return [
    ...section('Between branches', limitLines(groups.map(groupLine), 'group')),
    ...section('Twins', limitLines(twins.map(twinLine), 'twin')),
    ...section('Landing order with the least rework', landingLines(landing)),
  ];
}

function section(title: string, lines: readonly StyledLine[]): readonly StyledLine[] {
  return lines.length > 0 ? [BLANK_LINE, [{ text: title, tone: 'strong' }], ...lines] : [];
}

function limitLines(lines: readonly StyledLine[], one: string): readonly StyledLine[] {
  const left = lines.length - MAX_LINES;
  return left > 0 ? [...lines.slice(0, MAX_LINES), [`  and ${count(left, `more ${one}`)} (--format json lists all)`]] : lines;
}

function groupLine({ history, refs }: BranchGroup): StyledLine {
  const pair = refs.length === 2;
  const others = pair ? 'the other' : 'the others';
  return [`  ${joinRefs(refs)} ${pair ? 'both' : 'all'} add to ${history}: once one lands, ${others} must be relinked`];
}

function twinLine({ kind, history, refs, migrations }: TwinBranches): StyledLine {
  switch (kind) {
    case 'fix': {
      const both = refs.length === 2 ? 'both' : 'all';
      return [
        `  ${joinRefs(refs)} ${both} mend the leaves of ${history}: once one lands, another would fork it again: ${joinIds(migrations)}`,
      ];
    }
    case 'same':
      return [
        `  ${joinRefs(refs)} bring the same operations to ${history} under ${count(migrations.length, 'name')}: ${joinIds(migrations)}`,
      ];
    case 'landed': {
      const [mine = '', ...copies] = migrations;
      return [`  ${joinRefs(refs)} brings ${mine} to ${history}, where it has landed already as ${joinIds(copies)} (landed-twin)`];
    }
  }
}

/** An order of one branch, or without any work, is no news. */
function landingLines(landing: readonly LandingStep[]): readonly StyledLine[] {
  if (landing.length < 2) return [];
  const total = landing.reduce((sum, { relink }) => sum + relink.length, 0);
  if (total === 0) return [[`  any: none of ${count(landing.length, 'branch', 'branches')} has anything to relink`]];
  const shown = landingStepRanges(landing).slice(0, MAX_LINES);
  const left = landing.length - shown.reduce((sum, { steps }) => sum + steps.length, 0);
  return [
    ...columns(
      shown.map(stretch => [rangeLabel(stretch), relinkText(stretch.steps)] as const),
      '  ',
    ),
    ...(left > 0 ? [[`  then ${count(left, 'more branch', 'more branches')} (--format json lists all)`]] : []),
    [`  ${count(total, 'migration')} to relink in all`],
  ];
}

interface LandingStepRange {
  /** The first step's place in the order, counted from one. */
  readonly from: number;
  readonly steps: readonly LandingStep[];
}

/** The order with neighbours that have nothing to relink taken together. */
function landingStepRanges(landing: readonly LandingStep[]): readonly LandingStepRange[] {
  const found: { from: number; steps: LandingStep[] }[] = [];
  landing.forEach((step, index) => {
    const last = found.at(-1);
    if (last && needsNoRelink(step) && last.steps.every(needsNoRelink)) last.steps.push(step);
    else found.push({ from: index + 1, steps: [step] });
  });
  return found;
}

function needsNoRelink({ relink }: LandingStep): boolean {
  return relink.length === 0;
}

function rangeLabel({ from, steps }: LandingStepRange): string {
  const to = steps.length > 1 ? `-${from + steps.length - 1}` : '';
  return `${from}${to}. ${joinNames(
    steps.map(({ ref }) => shortRef(ref)),
    5,
  )}`;
}

function relinkText(steps: readonly LandingStep[]): string {
  const relink = steps.flatMap(step => step.relink);
  return relink.length === 0 ? 'nothing to relink' : `${grouped(relink.length)} to relink: ${joinIds(relink, 4)}`;
}

function joinRefs(refs: readonly string[]): string {
  return joinNames(refs.map(shortRef), MAX_NAMES);
}
