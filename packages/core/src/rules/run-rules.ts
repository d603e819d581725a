import type { FindingDraft, Finding, MigrationRule, RuleInput, Severity } from '../model/finding.js';
import { rules } from './catalogue.js';

/** Severities that a team sets otherwise, by rule name. */
export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

/**
 * Every finding of every rule, in the order of severity, history and message.
 * A configured severity takes the place of the rule's own; what a rule itself calls less than usual stays as it says.
 */
export function runRules(input: RuleInput, severities: RuleSeverities = {}): readonly Finding[] {
  return sortFindings(rules.flatMap(rule => runRule(rule, input, severities)));
}

/** The same without the rules that only note: what was noted of a tree is no news of a branch. */
export function runRulesExceptNotes(input: RuleInput, severities: RuleSeverities = {}): readonly Finding[] {
  const loud = rules.filter(({ name, severity }) => (severities[name] ?? severity) !== 'note');
  return sortFindings(loud.flatMap(rule => runRule(rule, input, severities)));
}

/** Whether the team, or else the rule itself, wants its findings. */
export function isRuleOn({ name, severity }: Pick<MigrationRule, 'name' | 'severity'>, severities: RuleSeverities = {}): boolean {
  return (severities[name] ?? severity) !== 'off';
}

function runRule(rule: MigrationRule, input: RuleInput, severities: RuleSeverities): readonly Finding[] {
  // Where it is off, it is not even asked.
  return isRuleOn(rule, severities) ? gradeFindings(rule, rule.check(input), severities) : [];
}

/** What a rule has found, with the severity that the team, or else the rule, gives it. */
export function gradeFindings(
  { name, severity }: Pick<MigrationRule, 'name' | 'severity'>,
  drafts: Iterable<FindingDraft>,
  severities: RuleSeverities = {},
): readonly Finding[] {
  const usual = severities[name] ?? severity;
  return usual === 'off' ? [] : [...drafts].map(draft => ({ severity: usual, ...draft, rule: name }));
}

/** Most severe first, then by history, rule and message. */
export function sortFindings(found: readonly Finding[]): readonly Finding[] {
  return [...found].sort((a, b) => compareKeys(sortKey(a), sortKey(b)));
}

const SEVERITY_RANK: Readonly<Record<Severity, string>> = { error: '0', warning: '1', note: '2' };

function sortKey({ severity, history, rule, message }: Finding): string {
  return [SEVERITY_RANK[severity], history, rule, message].join('\0');
}

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
