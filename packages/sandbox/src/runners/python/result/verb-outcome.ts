import { isRunnerMessage, readMessages, type RunnerMessage, type PythonError, type MigrationStep } from './runner-messages.js';
import type { ChildExit } from '../child-process.js';
import type { RunnerDatabase } from '../../../sandbox.js';
import type { ProcessEnvironment } from '../../../environment.js';
import { explainError, foreignConnectionError, unusedDatabaseError, projectStartError } from './error-explanations.js';
import type { RunnerProject } from '../runner-project.js';
import { maskSecrets, maskStrings, environmentSecrets } from './secrets.js';

/** A migration that the database, its own code or its time refused. */
export interface MigrationFailure {
  readonly migration: string;
  readonly step: MigrationStep;
  /** `type` is `Timeout` when it was ended because its time was over. */
  readonly error: PythonError;
  /** What the error means and what mends it, where that is known. */
  readonly reason?: string;
  readonly hint?: string;
}

/** What came of a verb: the runner's value, or the migration that failed and those that had run before. */
export type VerbOutcome = { readonly warnings: readonly string[] } & (
  { readonly value: unknown } | { readonly failure: MigrationFailure; readonly ran: readonly string[] }
);

export interface RunnerOutput {
  /** What the runner wrote into its file. */
  readonly text: string;
  readonly ended: ChildExit;
  readonly project: RunnerProject;
  readonly database: RunnerDatabase;
  readonly env: ProcessEnvironment;
}

/** The result of a run, or a `SandboxError` if it gives no verdict. */
export function readOutcome(heard: RunnerOutput): VerbOutcome {
  const { answers, secrets } = readMasked(heard);
  const warnings = answers.flatMap(one => messageWarnings(one, heard.database));
  const last = answers.findLast(({ say }) => finalMessages.has(say));
  if (last?.say === 'result') return { value: last.value, warnings };
  if (heard.ended.timedOut) return { ...timeoutFailure(answers, heard.project), warnings };
  if (last?.say === 'failed') return { failure: explainFailure(last), ran: last.ran, warnings };
  throw stopError(last ?? { say: 'broken', error: silentExit(heard.ended, secrets) }, heard.project);
}

/** How a run ends: with one of these. */
const finalMessages = new Set<RunnerMessage['say']>(['result', 'failed', 'broken', 'refused', 'unused']);

/** What the runner said, without anything that must not be shown. */
function readMasked({ text, env }: RunnerOutput): { answers: readonly RunnerMessage[]; secrets: readonly string[] } {
  const said = readMessages(text);
  const secrets = [...environmentSecrets(env), ...said.flatMap(one => (one.say === 'secrets' ? one.values : []))];
  const answers = said.flatMap(one => (one.say === 'secrets' ? [] : [maskStrings(one, secrets)])).filter(isRunnerMessage);
  return { answers, secrets };
}

function stopError(last: RunnerMessage, project: RunnerProject): Error {
  if (last.say === 'refused') return foreignConnectionError(last, project);
  if (last.say === 'broken') return projectStartError(last.error, project);
  return unusedDatabaseError(project);
}

type UnexplainedFailure = Omit<MigrationFailure, 'reason' | 'hint'>;

function explainFailure({ migration, step, error }: UnexplainedFailure): MigrationFailure {
  return { migration, step, error, ...explainError(error) };
}

/** The migration that ran when the time was over; without one, it is the project itself that does not come to an end. */
function timeoutFailure(answers: readonly RunnerMessage[], project: RunnerProject): { failure: MigrationFailure; ran: readonly string[] } {
  const seconds = project.timeoutMs / 1000;
  const message = `it did not end within ${seconds} s`;
  const running = answers.findLast(one => one.say === 'step');
  if (running === undefined) throw projectStartError({ type: 'Timeout', message }, project);
  const before = answers.flatMap(one => (one.say === 'step' && one.migration !== running.migration ? [one.migration] : []));
  return { failure: explainFailure({ ...running, error: { type: 'Timeout', message } }), ran: [...new Set(before)] };
}

/** A process that ended without a word of the runner's. */
function silentExit({ code, output }: ChildExit, secrets: readonly string[]): PythonError {
  const how = code === null ? 'a signal ended Python' : `Python ended with ${code}`;
  return { type: 'Ended', message: [how, ...maskSecrets(output, secrets).trim().split('\n').slice(-5)].join('\n').trim() };
}

function messageWarnings(one: RunnerMessage, database: RunnerDatabase): readonly string[] {
  if (one.say === 'eager') return ['the application runs its migrations itself when it is loaded'];
  return one.say === 'engines' ? engineWarnings(one.engines, database) : [];
}

function engineWarnings(engines: Readonly<Record<string, string>>, { engine: { name } }: RunnerDatabase): readonly string[] {
  return Object.entries(engines).flatMap(([alias, engine]) =>
    engine === name
      ? []
      : [`the settings give the database ${alias} the engine ${engine}; here it ran on ${name}: if a variable chooses the engine, set it`],
  );
}
