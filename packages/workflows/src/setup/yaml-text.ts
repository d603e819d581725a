import { type Document, isMap, isNode, isScalar, isSeq, parseDocument, visit, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { ObjectMember, ObjectText } from './object-members.js';

/** A text of YAML, or of JSON, which YAML contains; only its places are used, it is never printed again. */
export interface YamlText {
  readonly value: unknown;
  node(path: readonly string[]): Node | undefined;
}

/** Characters of a file that are read. */
const MAX_LENGTH = 1 << 18;

/** Undefined for what is no YAML, for more than one document, and for what is larger or deeper than people write. */
export function readYaml(text: string): YamlText | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return parseYaml(text);
  } catch (cause) {
    // ReferenceError: aliases that multiply, or that name nothing. RangeError: nesting beyond the stack.
    if (cause instanceof ReferenceError || cause instanceof RangeError) return undefined;
    throw cause;
  }
}

function parseYaml(text: string): YamlText | undefined {
  // The library compares each key with each other one, and counts the lines before each error.
  const document = parseDocument(text, { logLevel: 'error', uniqueKeys: false, prettyErrors: false });
  if (document.errors.length > 0 || repeatsKey(document)) return undefined;
  return {
    value: document.toJS(),
    node: path => {
      const node = path.length === 0 ? document.contents : document.getIn(path, true);
      return isNode(node) ? node : undefined;
    },
  };
}

function repeatsKey(document: Document): boolean {
  let repeats = false;
  visit(document, {
    Map: (_, { items }) => {
      const keys = items.flatMap(({ key }) => (isScalar(key) ? [key.value] : []));
      repeats ||= new Set(keys).size < keys.length;
      return repeats ? visit.BREAK : undefined;
    },
  });
  return repeats;
}

/** A mapping in braces, or a list in brackets. */
export function objectTextAt(node: Node | undefined): ObjectText | undefined {
  if (!(isMap(node) || isSeq(node)) || node.flow !== true || !node.range) return undefined;
  return { open: node.range[0] + 1, members: isMap(node) ? mappingMembers(node) : listMembers(node) };
}

/** The object or list at a path of a JSON text. */
export function objectTextIn(text: string, path: readonly string[]): ObjectText | undefined {
  return objectTextAt(readYaml(text)?.node(path));
}

function listMembers({ items }: YAMLSeq): readonly ObjectMember[] {
  return items.flatMap(item => (isNode(item) && item.range ? [{ key: '', start: item.range[0], end: item.range[1] }] : []));
}

/** Keys with their values; what is no plain key has none. */
export function mappingMembers(node: YAMLMap): readonly ObjectMember[] {
  return node.items.flatMap(({ key, value }) => {
    const start = isNode(key) ? key.range?.[0] : undefined;
    const end = isNode(value) ? value.range?.[1] : undefined;
    return start === undefined || end === undefined ? [] : [{ key: String(key), start, end }];
  });
}

/** Where the lines of a mapping or a list begin that is written without braces: the start of its first line, and what indents it. */
export function firstLine(text: string, node: Node | undefined): { readonly at: number; readonly indent: string } | undefined {
  if (!(isMap(node) || isSeq(node)) || node.flow === true || !node.range || node.items.length === 0) return undefined;
  const at = text.lastIndexOf('\n', node.range[0] - 1) + 1;
  const indent = text.slice(at, node.range[0]);
  return indent.trim() === '' ? { at, indent } : undefined;
}

/** A mapping's entries; none of what is no mapping. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** A list's items; undefined for what is no list. */
export function asList(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}
