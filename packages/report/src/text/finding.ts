import type { Finding, Fix, Severity } from '@oneleaf/core';
import { columns, type Line, type Tone } from './line.js';
import { visible } from './visible.js';

export const TONES: Readonly<Record<Severity, Tone>> = { error: 'bad', warning: 'doubtful', note: 'mild' };

/** A finding as it stands in every text: what, where in two columns, and how to mend it. */
export function findingLines(finding: Finding): readonly Line[] {
  const { severity, rule, message, fix } = finding;
  const head: Line = [{ text: severity, tone: TONES[severity] }, ' ', { text: rule, tone: 'strong' }, `  ${message}`];
  return [head, ...columns(places(finding), '  '), ...(fix ? fixLines(fix) : [])];
}

function places({ location, related = [], message }: Finding): readonly (readonly [string, string])[] {
  const rows = related.map(place => [place.path, place.message] as const);
  const said = !location || related.some(({ path }) => path === location.path) || (related.length === 0 && message.includes(location.path));
  return said ? rows : [[location.path, ''], ...rows];
}

/** A command that cannot be shown as it is would do something else when copied: the title has to do. */
function fixLines({ title, command }: Fix): readonly Line[] {
  if (command === undefined || visible(command) !== command) return [[`fix: ${title}`]];
  return [[`  ${title}`], ['fix: ', { text: command, tone: 'command' }]];
}
