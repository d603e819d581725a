import type { Group, LandingStep, PredictReport, Twin } from '@oneleaf/core';
import { BLANK, columns, type Line } from './line.js';
import { count, ids, listed, said } from './wording.js';

/** Groups, twins and steps that are shown; the rest is counted. */
const SHOWN = 20;
const NAMES = 10;

/** What branches do to each other: who collides with whom, who does the same, and in which order to land. */
export function betweenLines({ groups, twins, landing }: PredictReport): readonly Line[] {
  return [
    ...section('Between branches', capped(groups.map(groupLine), 'group')),
    ...section('Twins', capped(twins.map(twinLine), 'twin')),
    ...section('Landing order with the least rework', landingLines(landing)),
  ];
}

function section(title: string, lines: readonly Line[]): readonly Line[] {
  return lines.length > 0 ? [BLANK, [{ text: title, tone: 'strong' }], ...lines] : [];
}

function capped(lines: readonly Line[], one: string): readonly Line[] {
  const left = lines.length - SHOWN;
  return left > 0 ? [...lines.slice(0, SHOWN), [`  and ${count(left, `more ${one}`)} (--format json lists all)`]] : lines;
}

function groupLine({ history, refs }: Group): Line {
  const pair = refs.length === 2;
  const others = pair ? 'the other' : 'the others';
  return [`  ${names(refs)} ${pair ? 'both' : 'all'} add to ${history}: once one lands, ${others} must be relinked`];
}

function twinLine({ kind, history, refs, migrations }: Twin): Line {
  switch (kind) {
    case 'fix': {
      const both = refs.length === 2 ? 'both' : 'all';
      return [`  ${names(refs)} ${both} mend the leaves of ${history}: once one lands, another would fork it again: ${ids(migrations)}`];
    }
    case 'same':
      return [`  ${names(refs)} bring the same operations to ${history} under ${count(migrations.length, 'name')}: ${ids(migrations)}`];
    case 'landed': {
      const [mine = '', ...copies] = migrations;
      return [`  ${names(refs)} brings ${mine} to ${history}, where it has landed already as ${ids(copies)} (landed-twin)`];
    }
  }
}

/** An order of one branch, or without any work, is no news. */
function landingLines(landing: readonly LandingStep[]): readonly Line[] {
  if (landing.length < 2) return [];
  const total = landing.reduce((sum, { relink }) => sum + relink.length, 0);
  if (total === 0) return [[`  any: none of ${count(landing.length, 'branch', 'branches')} has anything to relink`]];
  const shown = stretches(landing).slice(0, SHOWN);
  const left = landing.length - shown.reduce((sum, { steps }) => sum + steps.length, 0);
  return [
    ...columns(
      shown.map(stretch => [place(stretch), work(stretch.steps)] as const),
      '  ',
    ),
    ...(left > 0 ? [[`  then ${count(left, 'more branch', 'more branches')} (--format json lists all)`]] : []),
    [`  ${count(total, 'migration')} to relink in all`],
  ];
}

interface Stretch {
  /** The first step's place in the order, counted from one. */
  readonly from: number;
  readonly steps: readonly LandingStep[];
}

/** The order with neighbours that have nothing to relink taken together. */
function stretches(landing: readonly LandingStep[]): readonly Stretch[] {
  const found: { from: number; steps: LandingStep[] }[] = [];
  landing.forEach((step, index) => {
    const last = found.at(-1);
    if (last && isFree(step) && last.steps.every(isFree)) last.steps.push(step);
    else found.push({ from: index + 1, steps: [step] });
  });
  return found;
}

function isFree({ relink }: LandingStep): boolean {
  return relink.length === 0;
}

function place({ from, steps }: Stretch): string {
  const to = steps.length > 1 ? `-${from + steps.length - 1}` : '';
  return `${from}${to}. ${listed(
    steps.map(({ ref }) => said(ref)),
    5,
  )}`;
}

function work(steps: readonly LandingStep[]): string {
  const relink = steps.flatMap(step => step.relink);
  return relink.length === 0 ? 'nothing to relink' : `${relink.length.toLocaleString('en-US')} to relink: ${ids(relink, 4)}`;
}

function names(refs: readonly string[]): string {
  return listed(refs.map(said), NAMES);
}
