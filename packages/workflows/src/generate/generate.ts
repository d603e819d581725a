import {
  commandFindings,
  sortFindings,
  type CommandRuleName,
  markerChanges,
  shellWord,
  type FindingDraft,
  type Finding,
  type Fix,
  type GenerateReport,
  type CommandRefusal,
} from '@oneleaf/core';
import type { GeneratedMigrations, GeneratedProof } from '@oneleaf/sandbox';
import { reportedBase } from '../drafting/migration-draft.js';
import { heldBackDrafts } from './held-back-operations.js';
import { placeGenerated } from './generated-files.js';
import { missingLanded, nextMigrations, generationRequest, type GenerateSettings, type NextMigration } from './next-migrations.js';
import { writeAndProve } from './write-and-prove.js';
import { landWorkingTree, type LandedTree } from '../landing/landed-tree.js';
import type { RepositorySession } from '../session/session.js';
import { withProjectRuns, type ProjectRun, type ProjectRuns, type RunEnvironment } from '../project-run/project-run.js';
import { modelDifferenceDraft, reportedDifference } from '../project-run/model-differences.js';
import { failureDraft } from '../project-run/migration-failure.js';
import type { SandboxRequest } from '../project-run/sandbox-request.js';
import { projectName, selectOneProject, type FoundProject } from '../project-run/projects.js';
import { markersAfter } from '../repository-view/markers-after.js';

export interface GenerateOptions extends GenerateSettings {
  readonly request: SandboxRequest;
  /** Where the user is, from the repository's top. */
  readonly folder: string;
  /** What may be written although it costs something: `drop_column:users.*`. */
  readonly allow: readonly string[];
}

/** Writes the migrations that the models need, without operations that cost something, and runs them on throw-away databases. */
export async function generate(session: RepositorySession, context: RunEnvironment, options: GenerateOptions): Promise<GenerateReport> {
  const tree = await landWorkingTree(session, options.base);
  const around = { session, tree, options };
  return withProjectRuns(session, context, {
    request: options.request,
    withoutMigrations: true,
    run: projectRuns => generateInProject(around, projectRuns),
  });
}

interface GenerateContext {
  readonly session: RepositorySession;
  readonly tree: LandedTree;
  readonly options: GenerateOptions;
}

async function generateInProject(around: GenerateContext, { projects, open }: ProjectRuns): Promise<GenerateReport> {
  const { session, tree, options } = around;
  const found = selectOneProject(projects, options.folder);
  const report = emptyReport(tree, found);
  const standing = await nextMigrations(session, tree, found, options);
  // Which of several histories need a migration is not known yet.
  const refusal = missingLanded(tree, found) ?? (found.run.singleHistory ? standing[0]?.refusal : undefined);
  if (refusal) return { ...report, refusal };
  const projectRun = await open(found);
  const { runnerVerbs } = await import('@oneleaf/sandbox');
  const generation = generationRequest(options, standing, found);
  const generated = await runnerVerbs(projectRun.project, await projectRun.lease('generate')).generate(generation);
  const { database, python, notes } = projectRun.proved;
  return writeGenerated(
    around,
    { ...report, database, python, notes: [...notes, ...generationNotes(generated)] },
    { projectRun, generated, standing },
  );
}

function emptyReport(tree: LandedTree, found: FoundProject): GenerateReport {
  const framework = found.runner;
  const histories = found.histories.map(({ history }) => history.id).sort();
  const nothing = { drafts: [], kept: [], held: [], findings: [], changes: [], notes: [], state: 'nothing' } as const;
  return { schema: 1, command: 'generate', base: reportedBase(tree), project: projectName(found), framework, histories, ...nothing };
}

interface GenerateAnswer {
  readonly projectRun: ProjectRun;
  readonly generated: GeneratedMigrations;
  readonly standing: readonly NextMigration[];
}

async function writeGenerated(
  { session, tree, options }: GenerateContext,
  report: GenerateReport,
  answer: GenerateAnswer,
): Promise<GenerateReport> {
  const { projectRun, generated, standing } = answer;
  const { found } = projectRun;
  const [kept, held] = [generated.kept.map(reportedDifference), generated.held.map(reportedDifference)];
  const findings = new FindingList(session, found);
  findings.add('held-back', heldBackDrafts(found, held, repeatCommand(report, options)));
  if (generated.failure) findings.add('fresh-install', [failureDraft(found, generated.failure, ' to an empty database')]);
  const all = { ...report, kept, held };
  const place = placeGenerated(generated, { top: session.repository.top, tree, found, standing });
  const refusal = refusalOfGenerated(generated, found) ?? ('refusal' in place ? place.refusal : undefined);
  if (refusal !== undefined || 'refusal' in place) return { ...all, ...(refusal && { refusal }), findings: findings.all };
  if (place.changes.length === 0) return { ...all, findings: findings.all };
  const changes = [...place.changes, ...markerChanges(await markersAfter(session, place.changes))];
  const { drafts } = place;
  const drafted = { ...all, drafts, changes, histories: [...new Set([...all.histories, ...drafts.map(({ history }) => history)])].sort() };
  if (options.dryRun) return { ...drafted, state: 'shown', findings: findings.all };
  const proof = await writeAndProve(session, projectRun, { changes, files: generated.files });
  addProof(findings, found, { generated, proof });
  return { ...drafted, state: proof.failure ? 'removed' : 'written', findings: findings.all };
}

function addProof(
  findings: FindingList,
  found: FoundProject,
  { generated, proof }: { readonly generated: GeneratedMigrations; readonly proof: GeneratedProof },
): void {
  if (proof.failure) findings.add('fresh-install', [failureDraft(found, proof.failure, ' to an empty database')]);
  const held = new Set(generated.held.map(({ kind, subject }) => `${kind} ${subject}`));
  const left = proof.remaining.filter(({ kind, subject }) => !held.has(`${kind} ${subject}`));
  findings.add(
    'model-drift',
    left.map(one => modelDifferenceDraft(found, reportedDifference(one))),
  );
}

class FindingList {
  #all: readonly Finding[] = [];

  constructor(
    readonly session: RepositorySession,
    readonly found: FoundProject,
  ) {}

  get all(): readonly Finding[] {
    return sortFindings(this.#all);
  }

  add(name: CommandRuleName, drafts: readonly FindingDraft[]): void {
    this.#all = [...this.#all, ...commandFindings(name, drafts, this.session.configuration.rules)];
  }
}

/** Why nothing of it can be written. */
function refusalOfGenerated({ tangle, emptied }: GeneratedMigrations, { run }: FoundProject): CommandRefusal | undefined {
  if (typeof tangle === 'string')
    return { message: `an operation that is left out cannot be separated from the others, so nothing is written: ${tangle}` };
  return emptied && run.emptiedByHooks !== undefined ? { message: run.emptiedByHooks } : undefined;
}

/** Notes for the user. */
function generationNotes({ idle, installed, hooks, warnings }: GeneratedMigrations): readonly Fix[] {
  return [
    ...warnings.map(title => ({ title })),
    ...idle.map(one => ({ title: `--allow ${one} has no effect: there is no such operation` })),
    ...installed.map(label => ({
      title: `the models of ${label}, an installed package, differ from its migrations; this project cannot write migrations for it`,
    })),
    ...(hooks.length > 0 ? [{ title: `post_write_hooks were not run on the new file: ${hooks.join(', ')}` }] : []),
  ];
}

/** The command that was given, as it would be given again. */
function repeatCommand({ project }: GenerateReport, { name, allow }: GenerateOptions): string {
  const place = project === '.' ? [] : [shellWord(project)];
  return ['npx oneleaf generate', '-m', shellWord(name), ...place, ...allow.map(one => `--allow ${shellWord(one)}`)].join(' ');
}
