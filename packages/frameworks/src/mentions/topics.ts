import type { MentionRules, MentionRulesByFramework } from '@oneleaf/core';
import type { PythonToken } from './python-token.js';

/** The frameworks of whose migrations a statement speaks, by the names and commands in it. */
export function frameworksMentioned(tokens: readonly PythonToken[], rules: MentionRulesByFramework): ReadonlySet<string> {
  const isAbout = ({ topic, labelCommands }: MentionRules): boolean =>
    tokens.some(
      ({ kind, source }) =>
        (kind === 'name' && topic?.test(source) === true) || (kind === 'string' && labelCommands?.has(source.slice(1, -1)) === true),
    );
  return new Set([...rules].flatMap(([framework, own]) => (isAbout(own) ? [framework] : [])));
}

/** Whether a variable holds the label of a history, as one of the frameworks calls it. */
export function isLabelVariable(name: string, rules: MentionRulesByFramework): boolean {
  return [...rules.values()].some(({ labelVariable }) => labelVariable?.test(name) === true);
}
