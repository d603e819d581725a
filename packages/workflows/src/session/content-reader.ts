import type { Facts, Framework, StyleFacts, FactSource } from '@oneleaf/core';
import type { Repository } from '@oneleaf/git';
import { BUILD } from './build.js';
import { isRecord } from '../configuration/value-checks.js';

/** What was understood of file contents, kept from one run to the next by content id. */
export interface KeyValueStore {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

/** Answers from contents that are at hand, and notes what is not. */
export interface ContentReader extends FactSource {
  /** Reads in one batch the contents that were missing; false if there were none. */
  readonly fetch: () => Promise<boolean>;
  /** The number of contents that were missing. */
  readonly misses: () => number;
}

/** A reader that knows of contents what only `check` asks for. */
export interface PracticeReader extends ContentReader {
  /** What `practices` said of a file; undefined while its content is not at hand, or where there is none. */
  readonly practices: (framework: Framework, content: string) => StyleFacts | undefined;
}

const MISSING_CONTENT = { kind: 'missing-blob', reason: 'this clone does not have its content' } as const;

export function createContentReader(repository: Pick<Repository, 'read'>, store: KeyValueStore): PracticeReader {
  const contents = new Map<string, Uint8Array | null>();
  const facts = new Map<Framework, Map<string, Facts>>();
  const { answer, wanted, misses } = createAnswers(contents, store);
  return {
    settings: (framework, path, content) =>
      content === ''
        ? undefined
        : (answer(keyOf(framework, content, path), content, bytes => framework.recognise.configure(path, bytes)) ?? undefined),
    facts: (framework, content) => {
      const read = entryOf(facts, framework, () => new Map<string, Facts>());
      const earlier = read.get(content);
      if (earlier) return earlier;
      if (contents.get(content) === null) return framework.read.unreadable(MISSING_CONTENT);
      const found = answer(keyOf(framework, content), content, bytes => framework.read.extract(bytes));
      if (!isFacts(found)) return undefined;
      read.set(content, found);
      return found;
    },
    practices: (framework, content) =>
      recordOrNone(answer(`practices ${keyOf(framework, content)}`, content, bytes => framework.read.styleFacts(bytes))),
    misses,
    fetch: () => fetchContents(repository, contents, wanted),
  };
}

interface Answers {
  readonly answer: (key: string, content: string, understand: (bytes: Uint8Array) => unknown) => unknown;
  /** By content, what was asked of it in vain since contents were last fetched. */
  readonly wanted: Map<string, Map<string, () => unknown>>;
  readonly misses: () => number;
}

function createAnswers(contents: ReadonlyMap<string, Uint8Array | null>, store: KeyValueStore): Answers {
  const known = new Map<string, unknown>();
  const wanted: Answers['wanted'] = new Map();
  let misses = 0;
  const answer: Answers['answer'] = (key, content, understand) => {
    if (known.has(key)) return known.get(key);
    const stored = store.get(key);
    const bytes = stored === undefined ? contents.get(content) : undefined;
    if (stored === undefined && bytes === undefined) {
      entryOf(wanted, content, () => new Map<string, () => unknown>()).set(key, () => answer(key, content, understand));
      misses++;
      return undefined;
    }
    const value: unknown = stored === undefined ? bytes && understand(bytes) : JSON.parse(stored);
    known.set(key, value);
    if (stored === undefined && bytes) store.set(key, JSON.stringify(value ?? null));
    return value;
  };
  return { answer, wanted, misses: () => misses };
}

/** How many contents are in memory at once: more than the migrations of one tree, and less than those of all branches. */
const LARGEST_BATCH = 2048;

/** Reads contents in batches and answers what was asked of each. A batch is kept until the next one comes, for what is asked of it then. */
async function fetchContents(
  repository: Pick<Repository, 'read'>,
  contents: Map<string, Uint8Array | null>,
  wanted: Answers['wanted'],
): Promise<boolean> {
  const requested = [...wanted].filter(([content]) => !contents.has(content));
  wanted.clear();
  for (let from = 0; from < requested.length; from += LARGEST_BATCH) {
    const batch = requested.slice(from, from + LARGEST_BATCH);
    for (const [content, bytes] of contents) if (bytes !== null) contents.delete(content);
    const found = await repository.read(batch.map(([content]) => content));
    for (const [content] of batch) contents.set(content, found.get(content) ?? null);
    for (const [, questions] of batch) for (const ask of questions.values()) ask();
  }
  return requested.length > 0;
}

function entryOf<K, V>(entries: Map<K, V>, key: K, make: () => V): V {
  const value = entries.get(key) ?? make();
  entries.set(key, value);
  return value;
}

function keyOf({ name, version }: Framework, content: string, path?: string): string {
  return `${name}${version}${BUILD ?? ''} ${content}${path === undefined ? '' : ` ${path}`}`;
}

function recordOrNone(value: unknown): StyleFacts | undefined {
  return isRecord(value) ? value : undefined;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null;
}
