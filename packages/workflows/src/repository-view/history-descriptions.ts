import {
  blocksIn,
  describeHistories,
  graphsOf,
  markerRemark,
  sentence,
  withBlock,
  withContents,
  type DescriptionBlock,
  type DescribedHistory,
  type History,
  type MarkerCheck,
  type MarkerFile,
  type Migration,
  type MarkerRemark,
  type TreeHistories,
  type MigrationActions,
} from '@oneleaf/core';
import { pageDifferences, renderDescription } from '@oneleaf/report';
import { historiesNamed } from './history-choice.js';
import type { FileListing } from './pending-tree.js';

/** Describes the selected histories, or all. Reads their files whole. */
export async function describeAll(
  snapshot: TreeHistories,
  read: FileListing['read'],
  requested: ReadonlySet<string>,
): Promise<readonly DescribedHistory[]> {
  const isRequested = (history: string): boolean => requested.size === 0 || requested.has(history);
  const histories = [...snapshot.contents.values()].filter(({ history }) => isRequested(history.id));
  const oids = histories.flatMap(({ migrations }) => migrations.flatMap(({ path }) => snapshot.files.get(path) ?? []));
  const contents = await read([...new Set(oids)]);
  const tell = ({ history: id, path }: Migration): MigrationActions => {
    const history = snapshot.contents.get(id)?.history;
    const bytes = contents.get(snapshot.files.get(path) ?? '');
    if (!history || !bytes) return { summary: '', operations: 'opaque' };
    const { framework } = history;
    return { summary: framework.read.summary(bytes), operations: framework.read.operations(bytes, history) };
  };
  return graphsOf(snapshot)
    .flatMap(graph => describeHistories(graph, isRequested, tell))
    .sort((one, other) => (one.history < other.history ? -1 : 1));
}

/** A file that holds descriptions; without a text where there is none yet. */
export interface DescribedFile {
  readonly path: string;
  readonly text?: string;
}

/**
 * Compares the blocks of each file with the histories. A file without a block gets one for the `wanted` histories, and so does a file
 * without a block for them.
 */
export async function judgeDescriptions(
  files: readonly DescribedFile[],
  snapshot: TreeHistories,
  read: FileListing['read'],
  wanted: readonly string[] = [],
): Promise<readonly MarkerCheck[]> {
  // Nobody asks for the contents of migrations where no file describes them.
  if (files.length === 0 || snapshot.contents.size === 0) return [];
  const held = files.map(({ path, text = '' }) => ({ path, ...withRequestedBlock(text, wanted) }));
  const histories = [...snapshot.contents.values()].map(({ history }) => history);
  const blocks = held.flatMap(file => (typeof file.blocks === 'string' ? [] : file.blocks));
  const named = blocks.flatMap(block => block.histories).flatMap(name => historiesNamed(histories, name).map(({ id }) => id));
  const isSome = blocks.length > 0 && !blocks.some(coversAll);
  const described = isSome && named.length === 0 ? [] : await describeAll(snapshot, read, new Set(isSome ? named : []));
  const judge = new DescriptionJudge(described, histories);
  return held.map(file => judge.judge(file));
}

/** The blocks of a file, with one that is yet to be filled where the file has none of the histories that are wanted. */
function withRequestedBlock(
  text: string,
  wanted: readonly string[],
): { readonly text: string; readonly blocks: readonly DescriptionBlock[] | string } {
  if (text.includes('\ufffd')) return { text, blocks: 'it is not UTF-8' };
  const blocks = blocksIn(text);
  if (typeof blocks === 'string') return { text, blocks };
  const isThere = wanted.length === 0 ? blocks.length > 0 : blocks.some(({ histories }) => sameHistories(histories, wanted));
  if (isThere) return { text, blocks };
  const longer = withBlock(text, wanted, '');
  const found = blocksIn(longer);
  return { text: longer, blocks: found.length > blocks.length ? found : 'its last code fence is not closed' };
}

function sameHistories(histories: readonly string[], wanted: readonly string[]): boolean {
  return histories.length === wanted.length && histories.every(name => wanted.includes(name));
}

function coversAll({ histories }: DescriptionBlock): boolean {
  return histories.length === 0;
}

class DescriptionJudge {
  constructor(
    private readonly described: readonly DescribedHistory[],
    private readonly histories: readonly History[],
  ) {}

  judge({ path, text, blocks }: MarkerFile & { readonly blocks: readonly DescriptionBlock[] | string }): MarkerCheck {
    if (typeof blocks === 'string')
      return { describes: true, path, text, stale: [], left: [{ history: '', message: `${path} is not changed: ${blocks}` }] };
    const judged = blocks.map(block => this.block(path, block));
    const contents = judged.map(one => (one.stale.length > 0 ? one.content : undefined));
    const stale = judged.flatMap(one => one.stale);
    return { describes: true, path, text: withContents(text, blocks, contents), stale, left: judged.flatMap(one => one.left) };
  }

  private block(
    path: string,
    { histories, text }: DescriptionBlock,
  ): { content?: string; stale: readonly MarkerRemark[]; left: readonly MarkerRemark[] } {
    const found = histories.map(name => ({ name, ids: historiesNamed(this.histories, name).map(({ id }) => id) }));
    const strange = found.filter(({ ids }) => ids.length !== 1);
    if (strange.length > 0) {
      return {
        stale: [],
        left: strange.map(({ name }) => ({ history: '', message: `${path} describes ${name}, but there is no such history` })),
      };
    }
    const own = new Set(found.flatMap(({ ids }) => ids));
    const told = this.described.filter(({ history }) => own.size === 0 || own.has(history));
    const content = renderDescription(told);
    const says = text.trim() === '' ? [`does not describe ${historyNames(told)} yet`] : pageDifferences(text, content);
    const stale = says.map(message => markerRemark(told[0]?.history ?? '', sentence`${{ path }} ${message}`));
    return { content, stale, left: [] };
  }
}

function historyNames(told: readonly DescribedHistory[]): string {
  return told.length > 3 ? `${told.length} histories` : told.map(({ history }) => history).join(', ');
}
