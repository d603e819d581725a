import type { Facts, Framework, Source } from '@oneleaf/core';
import type { Repository } from '@oneleaf/git';
import { BUILD } from './build.js';

/** What was understood of file contents, kept from one run to the next by content id. */
export interface Store {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
}

/** Answers from contents that are at hand, and notes what is not. */
export interface Reader extends Source {
  /** Reads in one batch what was asked for in vain; false when there was nothing to read. */
  readonly fetch: () => Promise<boolean>;
}

const GONE: Facts = {
  problem: { kind: 'missing-blob', reason: 'this clone has no content for it' },
  names: {},
  body: '',
};

export function createReader(repository: Pick<Repository, 'read'>, store: Store): Reader {
  const contents = new Map<string, Uint8Array | null>();
  const known = new Map<string, unknown>();
  const wanted = new Set<string>();

  const answer = (key: string, content: string, understand: (bytes: Uint8Array) => unknown): unknown => {
    if (known.has(key)) return known.get(key);
    const stored = store.get(key);
    const bytes = stored === undefined ? contents.get(content) : undefined;
    if (stored === undefined && bytes === undefined) {
      wanted.add(content);
      return undefined;
    }
    const value: unknown = stored === undefined ? bytes && understand(bytes) : JSON.parse(stored);
    known.set(key, value);
    if (stored === undefined && bytes) store.set(key, JSON.stringify(value ?? null));
    return value;
  };

  return {
    settings: (framework, path, content) =>
      content === ''
        ? undefined
        : (answer(keyOf(framework, content, path), content, bytes => framework.configure(path, bytes)) ?? undefined),
    facts: (framework, content) => {
      if (contents.get(content) === null) return GONE;
      const found = answer(keyOf(framework, content), content, bytes => framework.extract(bytes));
      return isFacts(found) ? found : undefined;
    },
    fetch: async () => {
      const missing = [...wanted].filter(oid => !contents.has(oid));
      wanted.clear();
      if (missing.length === 0) return false;
      const found = await repository.read(missing);
      for (const oid of missing) contents.set(oid, found.get(oid) ?? null);
      return true;
    },
  };
}

function keyOf({ name, version }: Framework, content: string, path?: string): string {
  return `${name}${version}${BUILD ?? ''} ${content}${path === undefined ? '' : ` ${path}`}`;
}

function isFacts(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && 'names' in value;
}
