import { schemaDifferenceInWords, type Draft, type SchemaDifference, type Severity } from '@oneleaf/core';
import type { Climbed } from '@oneleaf/sandbox';
import { failed, migrationOf } from '../throwaway/failed.js';
import type { FoundProject } from '../throwaway/projects.js';
import type { Installed, RoundTrip, Stairway } from './lanes.js';

/** How many differences a message names. */
const SHOWN = 10;

/** What is wrong, by rule. */
export type Drafts = readonly { readonly name: string; readonly severity: Severity; readonly drafts: readonly Draft[] }[];

export interface Lanes {
  readonly round: RoundTrip;
  readonly again: Installed;
  readonly stairway: Stairway;
  /** Between two fresh installs, and between one and what the stairway ends with. */
  readonly unequal: readonly SchemaDifference[];
  readonly climbedElsewhere: readonly SchemaDifference[];
}

export function draftsOf(found: FoundProject, lanes: Lanes): Drafts {
  const { round, stairway } = lanes;
  return [
    { name: 'fresh-install', severity: 'error', drafts: freshInstall(found, lanes) },
    { name: 'round-trip', severity: 'error', drafts: roundTrip(found, round) },
    { name: 'stairway', severity: 'error', drafts: climbing(found, lanes) },
    { name: 'residue', severity: 'warning', drafts: leftBehind(found, lanes) },
    {
      name: 'irreversible-migration',
      severity: 'note',
      drafts: irreversible(found, [stairway.climbed, ...(round.down ? [round.down] : [])]),
    },
  ];
}

function freshInstall(found: FoundProject, { round, again, unequal }: Lanes): readonly Draft[] {
  const failure = round.install.failure ?? again.install.failure;
  if (failure) return [failed(found, failure, ' to an empty database')];
  return [
    ...(round.pending.length > 0
      ? [{ history: '', message: `after all was applied, the framework still wants to apply ${round.pending.slice(0, SHOWN).join(', ')}` }]
      : []),
    ...(unequal.length > 0 ? [differing('two fresh installs are not the same', unequal)] : []),
  ];
}

function roundTrip(found: FoundProject, { down, up, changed }: RoundTrip): readonly Draft[] {
  const failure = down?.failure ?? up?.failure;
  if (failure) return [failed(found, failure, down?.failure ? ', when all is undone' : ' again, after all was undone')];
  return changed.length > 0 ? [differing('undone and applied again, the schema is another one', changed)] : [];
}

/** What fails on the way up fails the fresh install as well, and is told there. */
function climbing(found: FoundProject, { stairway: { climbed }, round, climbedElsewhere }: Lanes): readonly Draft[] {
  const { failure } = climbed;
  if (failure && !(failure.step === 'up' && round.install.failure)) return [failed(found, failure, '')];
  if (failure || climbedElsewhere.length === 0) return [];
  return [differing('with each migration undone and applied again on the way, the schema is another one', climbedElsewhere)];
}

/** What is left as a whole, and by whom; where the way down ends early, only by whom. */
function leftBehind(found: FoundProject, { round: { residue, down }, stairway: { climbed } }: Lanes): readonly Draft[] {
  const isWhole = residue.length > 0;
  if (!isWhole && (down?.irreversible ?? []).length === 0) return [];
  const culprits = climbed.left.map(name => ({ name, migration: migrationOf(found, name) }));
  const [first] = culprits.flatMap(({ migration }) => migration ?? []);
  const related = culprits.flatMap(({ migration }) =>
    migration ? [{ path: migration.path, message: 'leaves something when it is undone' }] : [],
  );
  const draft = isWhole ? differing('undoing every migration leaves behind', residue) : undoneInPart(climbed.left);
  return draft ? [{ ...draft, history: first?.history ?? '', ...(related.length > 0 ? { related } : {}) }] : [];
}

function undoneInPart(left: readonly string[]): Draft | undefined {
  return left.length === 0
    ? undefined
    : { history: '', message: `something is left behind when they are undone: ${left.slice(0, SHOWN).join(', ')}` };
}

function irreversible(found: FoundProject, all: readonly Pick<Climbed, 'irreversible'>[]): readonly Draft[] {
  const reasons = new Map(all.flatMap(one => one.irreversible.map(({ migration, reason }) => [migration, reason] as const)));
  return [...reasons].map(([name, reason]) => {
    const known = migrationOf(found, name);
    return {
      history: known?.history ?? '',
      message: `${name} cannot be undone: ${reason}`,
      ...(known ? { location: { path: known.path } } : {}),
    };
  });
}

function differing(what: string, differences: readonly SchemaDifference[]): Draft {
  const shown = differences.slice(0, SHOWN).map(schemaDifferenceInWords);
  const rest = differences.length - shown.length;
  return { history: '', message: `${what}: ${[...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ')}` };
}
