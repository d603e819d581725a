import {
  graphsOf,
  isMigration,
  loadingProblems,
  type CommandRefusal,
  type DraftedMigration,
  type Facts,
  type Framework,
  type HistoryContents,
  type Migration,
} from '@oneleaf/core';
import type { LandedTree } from '../landing/landed-tree.js';
import type { MigrationRequest } from './migration-request.js';

/** Reads a draft back as the framework would, and says why it is not written: it would have other parents, or would not be loaded. */
export function refusalOf(
  framework: Framework,
  drafted: DraftedMigration,
  request: MigrationRequest,
  tree: LandedTree,
): CommandRefusal | undefined {
  const { history, parents } = request;
  if (isThere(drafted, request, tree)) return { message: `${drafted.path} is there already` };
  const read = readBack(framework, drafted, request);
  if (!isMigration(read)) return { message: `the file that the template makes for this name cannot be loaded: ${read.problem.reason}` };
  const computed = read.undecided.some(({ hides }) => hides === 'leaves');
  const named = new Set(read.parents.map(({ id }) => id));
  const stands = named.size === parents.length && parents.every(({ id }) => named.has(id));
  if (!stands && !computed) {
    return { message: `the file that the template makes does not have the parent ${parents.map(({ id }) => id).join(', ')}` };
  }
  return unloadable(tree, history.id, read);
}

/** A name may break the docstring of a template, and a template may name other parents. */
function readBack(
  framework: Framework,
  { path, text, others = [] }: DraftedMigration,
  { history }: MigrationRequest,
): ReturnType<Framework['read']['interpret']> {
  const factsOf = (written: string): Facts => framework.read.extract(new TextEncoder().encode(written));
  const facts = new Map(others.map(other => [other.path, factsOf(other.text ?? '')]));
  return framework.read.interpret(path, factsOf(text), history, facts);
}

function isThere({ path, others = [] }: DraftedMigration, { history }: MigrationRequest, { here, histories }: LandedTree): boolean {
  const files = new Set(histories.get(history.id)?.history.files);
  return [path, ...others.map(other => other.path)].some(one => here.files.has(one) || files.has(one));
}

/** A history that is broken, or that the draft would break, is mended first. */
function unloadable({ histories }: LandedTree, id: string, draft: Migration): CommandRefusal | undefined {
  const contents = histories.get(id);
  if (!contents) return undefined;
  const grown: HistoryContents = { ...contents, migrations: [...contents.migrations, draft] };
  const graph = graphsOf({ contents: new Map([...histories, [id, grown]]) }).find(one => one.contents.has(id));
  const problem = graph && loadingProblems(graph).find(({ history }) => history === id);
  if (!problem) return undefined;
  return {
    message: `${id} could not be loaded with ${draft.literal}: ${problem.message}`,
    ...(problem.location ? { related: [{ path: problem.location.path, message: problem.rule }] } : {}),
    fix: { title: 'see what is wrong with it', command: 'npx oneleaf check' },
  };
}
