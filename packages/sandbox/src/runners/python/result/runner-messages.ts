/** An error as the database, or else Python, spells it. */
export interface PythonError {
  /** The class: `UndefinedColumn`, `MissingGreenlet`. */
  readonly type: string;
  readonly message: string;
  /** The SQL that failed, if the driver reports it. */
  readonly statement?: string;
  /** The deepest line of the project's own code: `shop/migrations/0002_sku.py:12`, relative to where the project runs. */
  readonly at?: string;
}

export type MigrationStep = 'up' | 'down' | 'up again';

/** What the runner writes, one JSON object a line; `secrets` are blotted out before anything else is read. */
export type RunnerMessage =
  | { readonly say: 'connected'; readonly how: string }
  | { readonly say: 'engines'; readonly engines: Readonly<Record<string, string>> }
  | { readonly say: 'secrets'; readonly values: readonly string[] }
  | { readonly say: 'eager' }
  | { readonly say: 'step'; readonly migration: string; readonly step: MigrationStep }
  | {
      readonly say: 'failed';
      readonly migration: string;
      readonly step: MigrationStep;
      readonly ran: readonly string[];
      readonly error: PythonError;
    }
  | { readonly say: 'broken'; readonly error: PythonError }
  | { readonly say: 'refused'; readonly where: string; readonly engine?: string }
  | { readonly say: 'unused' }
  | { readonly say: 'result'; readonly value: unknown };

/** The whole lines of the runner's file: the last one may have been cut off when the process was ended. */
export function readMessages(text: string): readonly RunnerMessage[] {
  return text.split('\n').slice(0, -1).map(readMessage);
}

function readMessage(line: string): RunnerMessage {
  const said: unknown = JSON.parse(line);
  if (isRunnerMessage(said)) return said;
  throw new Error(`the runner wrote a line of no known form: ${line}`);
}

export function isRunnerMessage(said: unknown): said is RunnerMessage {
  return typeof said === 'object' && said !== null && 'say' in said;
}
