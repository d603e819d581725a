import {
  graded,
  inOrder,
  markerChanges,
  shellWord,
  type Draft,
  type Finding,
  type Fix,
  type GenerateReport,
  type Refusal,
} from '@oneleaf/core';
import type { Generated, Proof } from '@oneleaf/sandbox';
import { baseOf } from '../drafting.js';
import { heldBack } from '../generate/held-back.js';
import { placed } from '../generate/placed.js';
import { behind, standings, wanted, type Naming, type Standing } from '../generate/standing.js';
import { writeAndProve } from '../generate/writing.js';
import { landTree, type LandedTree } from '../landed-tree.js';
import type { Session } from '../session.js';
import { withBenches, type Bench, type Benches, type Ending } from '../throwaway/bench.js';
import { differing, told } from '../throwaway/differing.js';
import { failed } from '../throwaway/failed.js';
import type { Sandboxing } from '../throwaway/options.js';
import { nameOf, only, type FoundProject } from '../throwaway/projects.js';
import { markersAfter } from './sync.js';

export interface GenerateOptions extends Naming {
  readonly asked: Sandboxing;
  /** Where the user is, from the repository's top. */
  readonly folder: string;
  /** What may be written although it costs something: `drop_column:users.*`. */
  readonly allow: readonly string[];
}

/** The migrations that the models ask for and nobody has written, without what would cost something, proved on throw-away databases. */
export async function generate(session: Session, outside: Ending, options: GenerateOptions): Promise<GenerateReport> {
  const tree = await landTree(session, options.base);
  const around = { session, tree, options };
  return withBenches(session, outside, { asked: options.asked, unbegun: true, run: benches => generateWith(around, benches) });
}

interface Around {
  readonly session: Session;
  readonly tree: LandedTree;
  readonly options: GenerateOptions;
}

async function generateWith(around: Around, { projects, open }: Benches): Promise<GenerateReport> {
  const { session, tree, options } = around;
  const found = only(projects, options.folder);
  const report = blank(tree, found);
  const standing = await standings(session, tree, found, options);
  // Which apps of Django's need a migration is not known yet.
  const refusal = behind(tree, found) ?? (found.framework === 'django' ? undefined : standing[0]?.refusal);
  if (refusal) return { ...report, refusal };
  const bench = await open(found);
  const { verbs } = await import('@oneleaf/sandbox');
  const asked = wanted(options, standing, found);
  const generated = await verbs(bench.project, await bench.lease('generate')).generate(asked);
  const { database, python, notes } = bench.proved;
  return conclude(around, { ...report, database, python, notes: [...notes, ...remarks(generated)] }, { bench, generated, standing });
}

function blank(tree: LandedTree, found: FoundProject): GenerateReport {
  const { framework, chapters } = found;
  const histories = chapters.map(({ history }) => history.id).sort();
  const nothing = { drafts: [], kept: [], held: [], findings: [], changes: [], notes: [], state: 'nothing' } as const;
  return { schema: 1, command: 'generate', base: baseOf(tree), project: nameOf(found), framework, histories, ...nothing };
}

interface Answer {
  readonly bench: Bench;
  readonly generated: Generated;
  readonly standing: readonly Standing[];
}

async function conclude({ session, tree, options }: Around, report: GenerateReport, answer: Answer): Promise<GenerateReport> {
  const { bench, generated, standing } = answer;
  const { found } = bench;
  const [kept, held] = [generated.kept.map(told), generated.held.map(told)];
  const findings = new Findings(session, found);
  findings.add('held-back', heldBack(found, held, againOf(report, options)));
  if (generated.failure) findings.add('fresh-install', [failed(found, generated.failure, ' to an empty database')]);
  const all = { ...report, kept, held };
  const place = placed(generated, { top: session.repository.top, tree, standing });
  const refusal = refusalOf(generated) ?? ('refusal' in place ? place.refusal : undefined);
  if (refusal !== undefined || 'refusal' in place) return { ...all, ...(refusal && { refusal }), findings: findings.all };
  if (place.changes.length === 0) return { ...all, findings: findings.all };
  const changes = [...place.changes, ...markerChanges(await markersAfter(session, place.changes))];
  const { drafts } = place;
  const drafted = { ...all, drafts, changes, histories: [...new Set([...all.histories, ...drafts.map(({ history }) => history)])].sort() };
  if (options.dryRun) return { ...drafted, state: 'shown', findings: findings.all };
  const proof = await writeAndProve(session, bench, { changes, files: generated.files });
  addProof(findings, found, { generated, proof });
  return { ...drafted, state: proof.failure ? 'removed' : 'written', findings: findings.all };
}

function addProof(
  findings: Findings,
  found: FoundProject,
  { generated, proof }: { readonly generated: Generated; readonly proof: Proof },
): void {
  if (proof.failure) findings.add('fresh-install', [failed(found, proof.failure, ' to an empty database')]);
  const held = new Set(generated.held.map(({ kind, subject }) => `${kind} ${subject}`));
  const left = proof.left.filter(({ kind, subject }) => !held.has(`${kind} ${subject}`));
  findings.add(
    'model-drift',
    left.map(one => differing(found, told(one))),
  );
}

class Findings {
  #all: readonly Finding[] = [];

  constructor(
    readonly session: Session,
    readonly found: FoundProject,
  ) {}

  get all(): readonly Finding[] {
    return inOrder(this.#all);
  }

  add(name: string, drafts: readonly Draft[]): void {
    this.#all = [...this.#all, ...graded({ name, severity: 'error' }, drafts, this.session.configuration.rules)];
  }
}

/** Why nothing of it can be written. */
function refusalOf({ tangle, emptied }: Generated): Refusal | undefined {
  if (typeof tangle === 'string') return { message: `what is held back cannot be held back alone, so nothing is written: ${tangle}` };
  if (!emptied) return undefined;
  return { message: "env.py's process_revision_directives left nothing of what there was to write" };
}

/** What somebody should know who asked. */
function remarks({ idle, installed, hooks, warnings }: Generated): readonly Fix[] {
  return [
    ...warnings.map(title => ({ title })),
    ...idle.map(one => ({ title: `--allow ${one} allowed nothing: there is no such operation` })),
    ...installed.map(label => ({
      title: `the models of ${label}, an installed package, differ from its migrations; that is not this project's to write`,
    })),
    ...(hooks.length > 0 ? [{ title: `post_write_hooks were not run on it: ${hooks.join(', ')}` }] : []),
  ];
}

/** The command that was given, as it would be given again. */
function againOf({ project }: GenerateReport, { name, allow }: GenerateOptions): string {
  const place = project === '.' ? [] : [shellWord(project)];
  return ['npx oneleaf generate', '-m', shellWord(name), ...place, ...allow.map(one => `--allow ${shellWord(one)}`)].join(' ');
}
