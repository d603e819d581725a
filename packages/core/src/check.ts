import type { Draft, Finding, Rule, RuleInput, Severity } from './finding.js';
import { rules } from './rules/index.js';

/** Severities that a team sets otherwise, by rule name. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/**
 * Every finding of every rule, in the order of severity, history and message.
 * A configured severity takes the place of the rule's own; what a rule itself calls less than usual stays as it says.
 */
export function check(input: RuleInput, severities: Severities = {}): readonly Finding[] {
  return inOrder(rules.flatMap(rule => apply(rule, input, severities)));
}

/** The same without the rules that only note: what was noted of a tree is no news of a branch. */
export function withoutNotes(input: RuleInput, severities: Severities = {}): readonly Finding[] {
  const loud = rules.filter(({ name, severity }) => (severities[name] ?? severity) !== 'note');
  return inOrder(loud.flatMap(rule => apply(rule, input, severities)));
}

/** Whether the team, or else the rule itself, wants its findings. */
export function isOn({ name, severity }: Pick<Rule, 'name' | 'severity'>, severities: Severities = {}): boolean {
  return (severities[name] ?? severity) !== 'off';
}

function apply(rule: Rule, input: RuleInput, severities: Severities): readonly Finding[] {
  // Where it is off, it is not even asked.
  return isOn(rule, severities) ? graded(rule, rule.check(input), severities) : [];
}

/** What a rule has found, with the severity that the team, or else the rule, gives it. */
export function graded(
  { name, severity }: Pick<Rule, 'name' | 'severity'>,
  drafts: Iterable<Draft>,
  severities: Severities = {},
): readonly Finding[] {
  const usual = severities[name] ?? severity;
  return usual === 'off' ? [] : [...drafts].map(draft => ({ severity: usual, ...draft, rule: name }));
}

/** Most severe first, then by history, rule and message. */
export function inOrder(found: readonly Finding[]): readonly Finding[] {
  return [...found].sort((a, b) => compareKeys(key(a), key(b)));
}

const RANK: Readonly<Record<Severity, string>> = { error: '0', warning: '1', note: '2' };

function key({ severity, history, rule, message }: Finding): string {
  return [RANK[severity], history, rule, message].join('\0');
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
