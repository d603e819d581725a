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
  /** Reads in one batch what was asked for in vain; false when there was nothing to read. */
  readonly fetch: () => Promise<boolean>;
  /** How often something was asked for that is not at hand. */
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
  /** Contents that were asked for in vain since they were last fetched. */
  readonly wanted: Set<string>;
  readonly misses: () => number;
}

function createAnswers(contents: ReadonlyMap<string, Uint8Array | null>, store: KeyValueStore): Answers {
  const known = new Map<string, unknown>();
  const wanted = new Set<string>();
  let misses = 0;
  const answer: Answers['answer'] = (key, content, understand) => {
    if (known.has(key)) return known.get(key);
    const stored = store.get(key);
    const bytes = stored === undefined ? contents.get(content) : undefined;
    if (stored === undefined && bytes === undefined) {
      wanted.add(content);
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

/** Contents are kept until others are fetched: by then what they say is known, and a run reads far more of them than fit in memory at once. */
async function fetchContents(
  repository: Pick<Repository, 'read'>,
  contents: Map<string, Uint8Array | null>,
  wanted: Set<string>,
): Promise<boolean> {
  const missing = [...wanted].filter(oid => !contents.has(oid));
  wanted.clear();
  if (missing.length === 0) return false;
  for (const [oid, bytes] of contents) if (bytes !== null) contents.delete(oid);
  const found = await repository.read(missing);
  for (const oid of missing) contents.set(oid, found.get(oid) ?? null);
  return true;
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
