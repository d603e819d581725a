import { formatsOf, type ReportCommand } from '@oneleaf/report';
import { reportOptionsHelp } from './command-spec.js';

/** The help of the options that every command with a report takes, with the formats that the report of this one has. */
export function reportHelp(command: ReportCommand): string {
  return reportOptionsHelp(alternatives(formatsOf(command).map(({ name, purpose }) => (purpose === '' ? name : `${name} ${purpose}`))));
}

/** `text or json`; `text, json, or markdown for the summary of a job`. */
function alternatives(names: readonly string[]): string {
  const [last = '', ...others] = names.toReversed();
  if (others.length < 2) return [...others, last].join(' or ');
  return `${others.toReversed().join(', ')}, or ${last}`;
}
