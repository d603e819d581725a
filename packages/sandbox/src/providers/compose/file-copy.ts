import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  Scalar,
  visit,
  type YAMLMap,
} from 'yaml';
import { SandboxError } from '../../sandbox-error.js';
import { escapeVariables } from './interpolate.js';

export interface ComposeFile {
  readonly path: string;
  readonly text: string;
}

/** A compose file that is rewritten: its comments, anchors and merge keys stay. */
export class ComposeFileCopy {
  readonly #document: Document.Parsed;
  readonly #seen = new Set<Node>();

  constructor(
    readonly file: ComposeFile,
    readonly resolve: (text: string) => string,
  ) {
    this.#document = parseDocument(file.text, { merge: true, logLevel: 'error' });
    const [error] = this.#document.errors;
    if (error) throw this.#unreadable(error);
  }

  /** With merge keys, and variables, filled in. */
  plain(): unknown {
    const fill = (value: unknown): unknown => {
      if (typeof value === 'string') return this.resolve(value);
      if (Array.isArray(value)) return value.map(fill);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, fill(one)]));
    };
    return fill(this.#content());
  }

  text(): string {
    visit(this.#document, { Map: (_, { flow, items }) => (flow === true ? items.forEach(writeNull) : undefined) });
    return this.#document.toString({ lineWidth: 0 });
  }

  get top(): Node | null {
    return this.#document.contents;
  }

  /** What stands there, also where an alias stands for it. */
  node(value: unknown): Node | undefined {
    if (isAlias(value)) return value.resolve(this.#document);
    return isNode(value) ? value : undefined;
  }

  /** Each node once: several may lead to one that has an anchor. */
  first(node: Node): boolean {
    if (this.#seen.has(node)) return false;
    this.#seen.add(node);
    return true;
  }

  /** A mapping and the mappings that it merges; empty for another value. */
  layers(value: unknown): YAMLMap[] {
    const map = this.node(value);
    if (!isMap(map)) return [];
    const merged = map.items.filter(isMerge).flatMap(({ value: from }) => {
      const sources = this.node(from);
      return (isSeq(sources) ? sources.items : [sources]).flatMap(source => this.layers(source));
    });
    return [map, ...merged];
  }

  /** The entries of a mapping, and of those that it merges. */
  entries(value: unknown): { readonly key: string; readonly pair: Pair; readonly map: YAMLMap }[] {
    return this.layers(value).flatMap(map =>
      map.items.filter(pair => !isMerge(pair)).map(pair => ({ key: this.said(pair.key), pair, map })),
    );
  }

  /** A scalar as it is written, variables filled in: the type that YAML sees in it is of no matter (`22:22` is no number here). */
  said(value: unknown): string {
    const node = this.node(value);
    return isScalar(node) ? this.resolve(node.source ?? String(node.value)) : '';
  }

  /** The replacement of a scalar. Other places that use its anchor keep the old value. */
  respelled(value: unknown, spell: (text: string) => string): unknown {
    const node = this.node(value);
    if (!isScalar(node)) return value;
    const before = this.said(node);
    const after = spell(before);
    if (after === before) return value;
    if (isAlias(value)) return new Scalar(escapeVariables(after));
    this.#unlink(node);
    node.value = escapeVariables(after);
    delete node.source;
    return node;
  }

  /** A text with its variables replaced, as YAML. */
  kept(text: string): string {
    return escapeVariables(text);
  }

  /** A node of new content, with the comments of the one that stood there. */
  instead(value: unknown, content: unknown): Node {
    const fresh = this.#document.createNode(content);
    if (!isNode(value)) return fresh;
    const comments = [value.commentBefore, value.comment].filter(comment => typeof comment === 'string');
    if (comments.length > 0) fresh.commentBefore = comments.join('\n');
    if (value.spaceBefore === true) fresh.spaceBefore = true;
    return fresh;
  }

  #content(): unknown {
    try {
      return this.#document.toJS({ maxAliasCount: 1000 });
    } catch (cause) {
      // An alias without its anchor, or more of them than anybody writes.
      throw this.#unreadable(cause);
    }
  }

  #unreadable(cause: unknown): SandboxError {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return new SandboxError(`${this.file.path} cannot be read: ${reason}`, 'docker compose config shows the same error', { cause });
  }

  #unlink(node: Scalar): void {
    if (node.anchor === undefined) return;
    const { value } = node;
    visit(this.#document, { Alias: (_, alias) => (alias.resolve(this.#document) === node ? new Scalar(value) : undefined) });
    delete node.anchor;
  }
}

/** `{ data:, }` is a key with a colon to the parser that Compose uses. */
function writeNull(pair: Pair): void {
  if (pair.value !== null && !(isScalar(pair.value) && pair.value.value === null)) return;
  const nothing = new Scalar(null);
  nothing.source = 'null';
  pair.value = nothing;
}

function isMerge({ key }: Pair): boolean {
  return isScalar(key) && key.source === '<<';
}
