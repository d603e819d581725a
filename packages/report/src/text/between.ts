import type { Group, LandingStep, PredictReport, Twin } from '@oneleaf/core';
import { BLANK, columns, type Line } from './line.js';
import { count, listed, said } from './wording.js';

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
  const who = `  ${names(refs)}`;
  const ids = listed(migrations, NAMES);
  switch (kind) {
    case 'fix':
      return [
        `${who} ${refs.length === 2 ? 'both' : 'all'} mend the leaves of ${history}: once one lands, another would fork it again: ${ids}`,
      ];
    case 'same':
      return [`${who} bring the same operations to ${history} under ${count(migrations.length, 'name')}: ${ids}`];
    case 'landed':
      return [`${who} ${refs.length === 1 ? 'brings' : 'bring'} to ${history} what has landed there under another name: ${ids}`];
  }
}

function landingLines(landing: readonly LandingStep[]): readonly Line[] {
  if (landing.every(({ relink }) => relink.length === 0)) {
    return landing.length > 1 ? [[`  any: none of the ${count(landing.length, 'branch', 'branches')} has anything to relink`]] : [];
  }
  const rows = landing.map(({ ref, relink }, index) => [`${index + 1}. ${said(ref)}`, work(relink)] as const);
  const total = landing.reduce((sum, { relink }) => sum + relink.length, 0);
  return [...capped(columns(rows, '  '), 'step'), [`  ${count(total, 'migration')} to relink in all`]];
}

function work(relink: LandingStep['relink']): string {
  return relink.length === 0 ? 'nothing to relink' : `${relink.length.toLocaleString('en-US')} to relink: ${listed(relink, 4)}`;
}

function names(refs: readonly string[]): string {
  return listed(refs.map(said), NAMES);
}
