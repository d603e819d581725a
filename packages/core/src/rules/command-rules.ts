import type { Rule } from './rule.js';

/** Rules whose findings a command makes itself: they need more than one tree, a configuration, or a database. */
const table = {
  'async-url': { severity: 'error', summary: 'a synchronous engine gets a URL on an asynchronous driver' },
  'broken-configuration': { severity: 'error', summary: 'a framework cannot read its configuration file' },
  'circular-import': { severity: 'warning', summary: 'modules import each other, and one order of imports fails' },
  'fresh-install': { severity: 'error', summary: 'the migrations cannot be applied to an empty database' },
  'held-back': { severity: 'error', summary: 'an operation is left out of a generated migration because of what it costs' },
  'irreversible-migration': { severity: 'note', summary: 'a migration says itself that it cannot be undone' },
  'landed-twin': { severity: 'note', summary: 'a branch brings operations that have landed under another name' },
  'mismatched-key': { severity: 'error', summary: 'a foreign key has another type than its target, or no target' },
  'model-drift': { severity: 'error', summary: 'the models differ from what the migrations make' },
  'rebase-brings-back': { severity: 'warning', summary: 'a plain git rebase would bring a removed migration back' },
  'repeated-init-app': { severity: 'warning', summary: 'init_app is called twice for one application' },
  residue: { severity: 'warning', summary: 'undoing every migration leaves something in the database' },
  'round-trip': { severity: 'error', summary: 'the migrations cannot be undone and applied again, or the schema changes on the way' },
  stairway: { severity: 'error', summary: 'a migration cannot be undone and applied again directly after it was applied' },
  'text-conflict': { severity: 'error', summary: 'git stops inside a migration file when a branch lands' },
  'unused-acceptance': { severity: 'note', summary: 'the baseline accepts a finding that is not there any more' },
} as const satisfies Readonly<Record<string, Omit<Rule, 'name'>>>;

export type CommandRuleName = keyof typeof table;

export const commandRules: readonly Rule[] = Object.entries(table).map(([name, rule]) => ({ name, ...rule }));

export function commandRule(name: CommandRuleName): Rule {
  return { name, ...table[name] };
}
