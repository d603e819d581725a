import { isAnswer, readAnswers, type Answer, type PythonError, type Step } from './answers.js';
import type { Ended } from './child.js';
import type { Database } from './database.js';
import type { Environment } from '../environment.js';
import { explained, notOurs, notUsed, unable } from './explain.js';
import type { Project } from './project.js';
import { mask, maskAll, secretsIn } from './secrets.js';

/** A migration that the database, its own code or its time refused. */
export interface Failure {
  readonly migration: string;
  readonly step: Step;
  /** `type` is `Timeout` when it was ended because its time was over. */
  readonly error: PythonError;
  /** What the error means and what mends it, where that is known. */
  readonly reason?: string;
  readonly hint?: string;
}

/** What came of a verb: the runner's value, or the migration that failed and those that had run before. */
export type Outcome = { readonly warnings: readonly string[] } & (
  { readonly value: unknown } | { readonly failure: Failure; readonly ran: readonly string[] }
);

export interface Heard {
  /** What the runner wrote into its file. */
  readonly text: string;
  readonly ended: Ended;
  readonly project: Project;
  readonly database: Database;
  readonly env: Environment;
}

/** What a run means; a `SandboxError` where it gives no verdict. */
export function judge(heard: Heard): Outcome {
  const { answers, secrets } = unveil(heard);
  const warnings = answers.flatMap(one => warned(one, heard.database));
  const last = answers.findLast(({ say }) => final.has(say));
  if (last?.say === 'result') return { value: last.value, warnings };
  if (heard.ended.timedOut) return { ...overdue(answers, heard.project), warnings };
  if (last?.say === 'failed') return { failure: told(last), ran: last.ran, warnings };
  throw stopped(last ?? { say: 'broken', error: silence(heard.ended, secrets) }, heard.project);
}

/** How a run ends: with one of these. */
const final = new Set<Answer['say']>(['result', 'failed', 'broken', 'refused', 'unused']);

/** What the runner said, without anything that must not be shown. */
function unveil({ text, env }: Heard): { answers: readonly Answer[]; secrets: readonly string[] } {
  const said = readAnswers(text);
  const secrets = [...secretsIn(env), ...said.flatMap(one => (one.say === 'secrets' ? one.values : []))];
  const answers = said.flatMap(one => (one.say === 'secrets' ? [] : [maskAll(one, secrets)])).filter(isAnswer);
  return { answers, secrets };
}

function stopped(last: Answer, project: Project): Error {
  if (last.say === 'refused') return notOurs(last, project);
  if (last.say === 'broken') return unable(last.error, project);
  return notUsed(project);
}

type Outcomeless = Omit<Failure, 'reason' | 'hint'>;

function told({ migration, step, error }: Outcomeless): Failure {
  return { migration, step, error, ...explained(error) };
}

/** The migration that ran when the time was over; without one, it is the project itself that does not come to an end. */
function overdue(answers: readonly Answer[], project: Project): { failure: Failure; ran: readonly string[] } {
  const seconds = project.timeoutMs / 1000;
  const message = `it had not ended after ${seconds} s`;
  const running = answers.findLast(one => one.say === 'step');
  if (running === undefined) throw unable({ type: 'Timeout', message }, project);
  const before = answers.flatMap(one => (one.say === 'step' && one.migration !== running.migration ? [one.migration] : []));
  return { failure: told({ ...running, error: { type: 'Timeout', message } }), ran: [...new Set(before)] };
}

/** A process that ended without a word of the runner's. */
function silence({ code, output }: Ended, secrets: readonly string[]): PythonError {
  const how = code === null ? 'Python was ended by a signal' : `Python ended with ${code}`;
  return { type: 'Ended', message: [how, ...mask(output, secrets).trim().split('\n').slice(-5)].join('\n').trim() };
}

function warned(one: Answer, database: Database): readonly string[] {
  if (one.say === 'eager') return ['the application runs its migrations itself when it is loaded, before it is asked to'];
  return one.say === 'engines' ? otherEngines(one.engines, database) : [];
}

function otherEngines(engines: Readonly<Record<string, string>>, { kind }: Database): readonly string[] {
  return Object.entries(engines).flatMap(([alias, engine]) =>
    engine === kind
      ? []
      : [`the settings give the database ${alias} the engine ${engine}; here it ran on ${kind}: if a variable chooses the engine, set it`],
  );
}
