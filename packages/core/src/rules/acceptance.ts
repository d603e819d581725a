import { commandFix } from '../model/command-fix.js';
import { sentence } from '../model/message.js';
import { commandFindings, sortFindings, type RuleSeverities } from './run-rules.js';
import type { Finding } from '../model/finding.js';
import { catalogue } from './catalogue.js';

/** The findings that a team lives with: rules, and the files in which each may find something. */
export type Acceptances = Readonly<Record<string, readonly string[]>>;

export const acceptableRules: readonly string[] = catalogue.flatMap(({ name, acceptable }) => (acceptable ? [name] : []));

export interface RemainingFindings {
  readonly left: readonly Finding[];
  readonly accepted: number;
}

/** Where the acceptances are written, and which of their files the findings are about. */
export interface AcceptanceFile {
  readonly file: string;
  readonly acceptances: Acceptances;
  readonly isChecked: (path: string) => boolean;
}

/** Leaves accepted findings out, and notes the acceptances that meet no finding. */
export function applyAcceptances(
  findings: readonly Finding[],
  { file, acceptances, isChecked }: AcceptanceFile,
  severities: RuleSeverities = {},
): RemainingFindings {
  const isAccepted = (finding: Finding): boolean => {
    const [paths, allowed] = [filesOf(finding), acceptances[finding.rule] ?? []];
    return acceptableRules.includes(finding.rule) && paths.length > 0 && paths.every(path => allowed.includes(path));
  };
  const accepted = findings.filter(isAccepted);
  const met = new Set(accepted.flatMap(finding => filesOf(finding).map(path => acceptanceKey(finding.rule, path))));
  const unused = Object.entries(acceptances).flatMap(([rule, paths]) =>
    paths.filter(path => isChecked(path) && !met.has(acceptanceKey(rule, path))).map(path => ({ rule, path })),
  );
  const notes = commandFindings(
    'unused-acceptance',
    unused.map(({ rule, path }) => ({
      history: '',
      message: sentence`${{ path: file }} accepts ${{ code: rule }} in ${{ path }}, where it finds nothing`,
      location: { path: file },
      fix: commandFix('write it anew', ['npx', 'oneleaf', 'check', '--write-baseline']),
    })),
    severities,
  );
  return { left: sortFindings([...findings.filter(finding => !isAccepted(finding)), ...notes]), accepted: accepted.length };
}

/** The acceptances of all these findings that a baseline may accept; sorted, each file once. */
export function acceptancesOf(findings: readonly Finding[]): Acceptances {
  const found = acceptableRules.map(name => {
    const paths = findings.filter(({ rule }) => rule === name).flatMap(filesOf);
    return [name, [...new Set(paths)].sort()] as const;
  });
  return Object.fromEntries(found.filter(([, paths]) => paths.length > 0));
}

/** The files that a finding is about. Lines would change with every edit above them. */
function filesOf({ location, related = [] }: Finding): readonly string[] {
  return location ? [location.path] : related.map(({ path }) => path);
}

function acceptanceKey(rule: string, path: string): string {
  return `${rule}\0${path}`;
}
