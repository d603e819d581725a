import { schemaDifferenceInWords, sentence, type CommandRuleName, type FindingDraft, type SchemaDifference } from '@oneleaf/core';
import type { UndoResult } from '@oneleaf/sandbox';
import { failureDraft, migrationOf } from '../project-run/migration-failure.js';
import type { FoundProject } from '../project-run/projects.js';
import type { InstallWalk, RoundTripWalk, StairwayWalk } from './database-walks.js';

/** How many differences a message names. */
const SHOWN_LIMIT = 10;

/** What is wrong, by rule. */
export type RuleDrafts = readonly { readonly name: CommandRuleName; readonly drafts: readonly FindingDraft[] }[];

export interface WalkResults {
  readonly round: RoundTripWalk;
  readonly again: InstallWalk;
  readonly stairway: StairwayWalk;
  /** Between two fresh installs, and between one and what the stairway ends with. */
  readonly installDifferences: readonly SchemaDifference[];
  readonly stairwayDifferences: readonly SchemaDifference[];
}

export function verifyDrafts(found: FoundProject, lanes: WalkResults): RuleDrafts {
  const { round, stairway } = lanes;
  return [
    { name: 'fresh-install', drafts: freshInstallDrafts(found, lanes) },
    { name: 'round-trip', drafts: roundTripDrafts(found, round) },
    { name: 'stairway', drafts: stairwayDrafts(found, lanes) },
    { name: 'residue', drafts: residueDrafts(found, lanes) },
    {
      name: 'irreversible-migration',

      drafts: irreversibleDrafts(found, [stairway.climbed, ...(round.down ? [round.down] : [])]),
    },
  ];
}

function freshInstallDrafts(found: FoundProject, { round, again, installDifferences }: WalkResults): readonly FindingDraft[] {
  const failure = round.install.failure ?? again.install.failure;
  if (failure) return [failureDraft(found, failure, ' to an empty database')];
  return [
    ...(round.pending.length > 0
      ? [
          {
            history: '',
            message: sentence`the framework still has migrations to apply after all were applied: ${{ migration: round.pending.slice(0, SHOWN_LIMIT) }}`,
          },
        ]
      : []),
    ...(installDifferences.length > 0 ? [differenceDraft('two fresh installs differ', installDifferences)] : []),
  ];
}

function roundTripDrafts(found: FoundProject, { down, up, changed }: RoundTripWalk): readonly FindingDraft[] {
  const failure = down?.failure ?? up?.failure;
  if (failure)
    return [failureDraft(found, failure, down?.failure ? ' when all migrations are undone' : ' again after all migrations were undone')];
  return changed.length > 0 ? [differenceDraft('the schema differs after all migrations were undone and applied again', changed)] : [];
}

/** What fails on the way up fails the fresh install as well, and is reported there. */
function stairwayDrafts(found: FoundProject, { stairway: { climbed }, round, stairwayDifferences }: WalkResults): readonly FindingDraft[] {
  const { failure } = climbed;
  if (failure && !(failure.step === 'up' && round.install.failure)) return [failureDraft(found, failure, '')];
  if (failure || stairwayDifferences.length === 0) return [];
  return [differenceDraft('with each migration undone and applied again on the way, the schema is another one', stairwayDifferences)];
}

/** What is left as a whole, and by whom; where the way down ends early, only by whom. */
function residueDrafts(found: FoundProject, { round: { residue, down }, stairway: { climbed } }: WalkResults): readonly FindingDraft[] {
  const isWhole = residue.length > 0;
  if (!isWhole && (down?.irreversible ?? []).length === 0) return [];
  const culprits = climbed.left.map(name => ({ name, migration: migrationOf(found, name) }));
  const [first] = culprits.flatMap(({ migration }) => migration ?? []);
  const related = culprits.flatMap(({ migration }) =>
    migration ? [{ path: migration.path, message: 'leaves something when it is undone' }] : [],
  );
  const draft = isWhole ? differenceDraft('undoing every migration leaves behind', residue) : partialResidue(climbed.left);
  return draft ? [{ ...draft, history: first?.history ?? '', ...(related.length > 0 ? { related } : {}) }] : [];
}

function partialResidue(left: readonly string[]): FindingDraft | undefined {
  return left.length === 0
    ? undefined
    : { history: '', message: sentence`undoing them leaves something behind: ${{ migration: left.slice(0, SHOWN_LIMIT) }}` };
}

function irreversibleDrafts(found: FoundProject, all: readonly Pick<UndoResult, 'irreversible'>[]): readonly FindingDraft[] {
  const reasons = new Map(all.flatMap(one => one.irreversible.map(({ migration, reason }) => [migration, reason] as const)));
  return [...reasons].map(([name, reason]) => {
    const known = migrationOf(found, name);
    return {
      history: known?.history ?? '',
      message: sentence`${{ migration: name }} cannot be undone: ${reason}`,
      ...(known ? { location: { path: known.path } } : {}),
    };
  });
}

function differenceDraft(what: string, differences: readonly SchemaDifference[]): FindingDraft {
  const shown = differences.slice(0, SHOWN_LIMIT).map(schemaDifferenceInWords);
  const rest = differences.length - shown.length;
  return { history: '', message: `${what}: ${[...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')}` };
}
