import { wording } from '@oneleaf/frameworks';
import { logger, type GeneratorCallback, type Tree } from '@nx/devkit';
import { generate, renderText, verdictOf, verify, type Report } from '@oneleaf/workflows/api';
import { draftOptions, writeChanges, type HistoryGeneratorOptions } from './draft.js';
import { openTreeSession } from './workspace-tree.js';

export interface AutogenerateGeneratorOptions extends HistoryGeneratorOptions {
  readonly name: string;
  readonly allow?: readonly string[];
}

type GeneratorEnv = Readonly<Record<string, string | undefined>>;

/** Puts the migrations that the models ask for into the tree. Resolves to what proves them once they are written. */
export async function autogenerate(
  tree: Tree,
  { name, allow = [], ...options }: AutogenerateGeneratorOptions,
  env: GeneratorEnv,
): Promise<GeneratorCallback> {
  const { session, within } = await openTreeSession(tree, env);
  const settings = await draftOptions(tree, options, within);
  const report = await generate(session, { env }, { ...settings, name, allow, request: projectSelection(options.history) });
  await session.save();
  // Nx shows the files.
  const said = reportText({ ...report, changes: [] });
  const { changes, refusal, findings } = report;
  const isWrong = findings.some(({ severity }) => severity === 'error');
  if (refusal !== undefined || (isWrong && changes.length === 0)) throw new Error(said);
  writeChanges(tree, changes, within);
  if (isWrong) logger.warn(said);
  else logger.info(said);
  return changes.length === 0 ? () => undefined : () => verifyHistories(tree, report.histories, env);
}

function projectSelection(history: string | undefined): { readonly projects: readonly string[]; readonly allowRemote: boolean } {
  return { projects: history === undefined ? [] : [history], allowRemote: false };
}

/** Runs all migrations of the project up, down and up again. After a failure the new files stay, so that a person can look at them. */
async function verifyHistories(tree: Tree, histories: readonly string[], env: GeneratorEnv): Promise<void> {
  const { session } = await openTreeSession(tree, env);
  const report = await verify(session, { env }, { projects: histories, allowRemote: false });
  await session.save();
  if (verdictOf(report) !== 'passed') throw new Error(reportText(report));
  logger.info(reportText(report));
}

function reportText(report: Report): string {
  return renderText(report, { color: false, now: Date.now(), wording }).trim();
}
