import { sentence } from '../model/message.js';
import { gradeDrafts, type RuleSeverities } from './run-rules.js';
import { multipleLeaves } from './links/multiple-leaves.js';
import type { Finding } from '../model/finding.js';
import type { FindingDraft } from './rule.js';
import type { Migration, MigrationId } from '../model/migration.js';

export interface ExtraLeaves {
  readonly history: string;
  readonly leaves: readonly MigrationId[];
  /** The history's migrations after landing; those that carry a leaf's id are named. */
  readonly migrations: readonly Migration[];
  readonly added: ReadonlySet<string>;
}

const ON_BRANCH = { side: 'branch', message: 'on this branch' } as const;
const ON_BASE = { side: 'base', message: 'on the base' } as const;

/** The finding that landing would leave a history with too many leaves; none when the team has switched the rule off. */
export function extraLeavesFinding({ history, leaves, migrations, added }: ExtraLeaves, severities: RuleSeverities): readonly Finding[] {
  const files = migrations.filter(migration => leaves.includes(migration.id));
  const draft: FindingDraft = {
    history,
    message: sentence`${{ history }} would have ${leaves.length} leaves after landing: ${{ migration: leaves }}`,
    related: files.map(({ path }) => ({ path, ...(added.has(path) ? ON_BRANCH : ON_BASE) })),
  };
  return gradeDrafts(multipleLeaves, [draft], severities);
}
