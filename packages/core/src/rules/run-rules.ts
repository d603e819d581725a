import type { Finding, Severity } from '../model/finding.js';
import type { FindingDraft, MigrationRule, Rule, RuleInput } from './rule.js';
import { messageText } from '../model/message.js';
import { rules } from './catalogue.js';
import { commandRule, type CommandRuleName } from './command-rules.js';

export type RuleSeverities = Readonly<Record<string, Severity | 'off'>>;

/**
 * Every finding of every rule, in the order of severity, history and message.
 * A configured severity takes the place of the rule's own; a finding that is milder than its rule stays so.
 */
export function runRules(input: RuleInput, severities: RuleSeverities = {}): readonly Finding[] {
  return sortFindings(rules.flatMap(rule => runRule(rule, input, severities)));
}

/** The findings of every rule but those that only note: a note on a tree is no news of a branch. */
export function runRulesExceptNotes(input: RuleInput, severities: RuleSeverities = {}): readonly Finding[] {
  const loud = rules.filter(({ name, severity }) => (severities[name] ?? severity) !== 'note');
  return sortFindings(loud.flatMap(rule => runRule(rule, input, severities)));
}

export function isRuleOn({ name, severity }: Rule, severities: RuleSeverities = {}): boolean {
  return (severities[name] ?? severity) !== 'off';
}

export function runRule(rule: MigrationRule, input: RuleInput, severities: RuleSeverities = {}): readonly Finding[] {
  return isRuleOn(rule, severities) ? gradeDrafts(rule, rule.check(input), severities) : [];
}

export function commandFindings(
  name: CommandRuleName,
  drafts: Iterable<FindingDraft>,
  severities: RuleSeverities = {},
): readonly Finding[] {
  return gradeDrafts(commandRule(name), drafts, severities);
}

/** Gives drafts the name of their rule, and the severity that the team or the rule has for it. A draft that calls itself milder stays so. */
export function gradeDrafts({ name, severity }: Rule, drafts: Iterable<FindingDraft>, severities: RuleSeverities = {}): readonly Finding[] {
  const usual = severities[name] ?? severity;
  if (usual === 'off') return [];
  return [...drafts].map(({ severity: own = usual, message, ...draft }) => ({
    severity: milder(own, usual),
    ...draft,
    ...(typeof message === 'string' ? { message } : { message: messageText(message), parts: message }),
    rule: name,
  }));
}

function milder(one: Severity, other: Severity): Severity {
  return SEVERITY_RANK[one] > SEVERITY_RANK[other] ? one : other;
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
