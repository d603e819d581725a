import { logger, type GeneratorCallback, type Tree } from '@nx/devkit';
import { exitOfProof, generate, renderText, verify, type Report } from 'oneleaf';
import { drawingOf, write, type HistoryOptions } from './drafting.js';
import { openTree } from './workspace-tree.js';

export interface AutogenerateOptions extends HistoryOptions {
  readonly name: string;
  readonly allow?: readonly string[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** Puts the migrations that the models ask for into the tree. Resolves to what proves them once they are written. */
export async function autogenerate(
  tree: Tree,
  { name, allow = [], ...options }: AutogenerateOptions,
  env: Env,
): Promise<GeneratorCallback> {
  const { session, within } = await openTree(tree, env);
  const drawing = await drawingOf(tree, options, within);
  const report = await generate(session, { env }, { ...drawing, name, allow, asked: asking(options.history) });
  await session.save();
  // Nx shows the files.
  const said = textOf({ ...report, changes: [] });
  const { changes, refusal, findings } = report;
  const isWrong = findings.some(({ severity }) => severity === 'error');
  if (refusal !== undefined || (isWrong && changes.length === 0)) throw new Error(said);
  write(tree, changes, within);
  if (isWrong) logger.warn(said);
  else logger.info(said);
  return changes.length === 0 ? () => undefined : () => proved(tree, report.histories, env);
}

function asking(history: string | undefined): { readonly projects: readonly string[]; readonly allowRemote: boolean } {
  return { projects: history === undefined ? [] : [history], allowRemote: false };
}

/** All migrations of the project from nothing, down and up again. Rejects where that fails: the new files stay to be looked at. */
async function proved(tree: Tree, histories: readonly string[], env: Env): Promise<void> {
  const { session } = await openTree(tree, env);
  const report = await verify(session, { env }, { projects: histories, allowRemote: false });
  await session.save();
  if (exitOfProof(report) > 0) throw new Error(textOf(report));
  logger.info(textOf(report));
}

function textOf(report: Report): string {
  return renderText(report, { color: false, now: Date.now() }).trim();
}
