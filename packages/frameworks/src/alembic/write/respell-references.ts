import type { RespelledReference, Respelling, Span, TextEdit, DraftRefusal } from '@oneleaf/core';
import type { AttributeFact } from '../../languages/python/values/file-facts.js';
import { factOfName } from '../../languages/python/values/module-facts.js';
import { outlineModule } from '../../languages/python/modules/module-outline.js';
import { quoteLike, replaceString } from '../../languages/python/syntax/literal-edits.js';
import { docstringFacts } from '../read/extract-facts.js';
import { revisionRequest } from '../read/revision-request.js';

type SpelledFact = Exclude<AttributeFact, { undecided: unknown }>;

/** One place that spells ids: what it says now, and what it is to say. */
interface IdListChange {
  readonly fact: SpelledFact;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Splices ids in `revision`, `down_revision` and `depends_on`, and in the docstring where that is true now; what is computed is left to a person. */
export function respell(
  text: string,
  { migration, literal = migration.literal, references, added }: Respelling,
): readonly TextEdit[] | DraftRefusal {
  const read = outlineModule(text, revisionRequest);
  const named = (name: string): AttributeFact | undefined => factOfName(read, [read.module], name);
  const revision: RespelledReference[] = [{ reference: { id: migration.literal, spans: [] }, literal }];
  const isParent = ({ reference }: RespelledReference): boolean => migration.parents.includes(reference);
  const parents = { changes: references.filter(isParent), added };
  const others = { changes: references.filter(one => !isParent(one)), added: [] };
  const words = docstringFacts(read);
  const wishes = [
    { name: 'revision', fact: named('revision'), changes: revision, added: [] },
    { name: 'down_revision', fact: named('down_revision'), ...parents },
    { name: 'depends_on', fact: named('depends_on'), ...others },
  ];
  const edits: TextEdit[] = [];
  for (const { name, fact, ...wish } of wishes) {
    const change = idListChange(fact, wish);
    if (change === 'computed') return { reason: `its ${name} is computed` };
    if (change) edits.push(...codeEdits({ text, like: stringSpan(named('revision')) }, change));
  }
  const lists = [idListChange(words['Revision ID'], { changes: revision, added: [] }), idListChange(words['Revises'], parents)];
  return [...edits, ...lists.flatMap(change => (change && change !== 'computed' ? docstringEdits(change) : []))];
}

/** Undefined where nothing changes. */
function idListChange(
  fact: AttributeFact | undefined,
  { changes, added }: { readonly changes: readonly RespelledReference[]; readonly added: readonly string[] },
): IdListChange | 'computed' | undefined {
  const isRequested = changes.some(({ reference, literal }) => reference.id !== literal) || added.length > 0;
  if (!isRequested || !fact) return isRequested && changes.some(({ reference }) => reference.spans.length > 0) ? 'computed' : undefined;
  if (!('value' in fact)) return 'computed';
  const literals = new Map(changes.map(({ reference, literal }) => [reference.id, literal]));
  const before = fact.strings.map(({ text }) => text);
  const after = [...before.flatMap(id => (literals.has(id) ? (literals.get(id) ?? []) : id)), ...added];
  // The span of a lone string leaves its quotes out: it can only become another string.
  if (before.length === 1 && after.length !== 1) return 'computed';
  return { fact, before, after };
}

/** Where as many ids stand as before, each is put in its place; else the whole value is: None, a string, or a tuple. */
function codeEdits(
  { text, like }: { text: string; like: Span | undefined },
  { fact: { span, strings }, before, after }: IdListChange,
): readonly TextEdit[] {
  if (before.length === after.length) {
    return strings.flatMap((string, at) => {
      const id = after[at] ?? string.text;
      return id === string.text ? [] : [replaceString(text, { span: string.span, before: string.text, after: id })];
    });
  }
  const [only] = after;
  const ids = after.map(id => quoteLike(id, { text, span: strings[0]?.span ?? like }));
  const value = only === undefined ? 'None' : after.length === 1 ? ids.join('') : `(${ids.join(', ')})`;
  return [{ span, text: value }];
}

function stringSpan(fact: AttributeFact | undefined): Span | undefined {
  return fact && 'value' in fact ? fact.strings[0]?.span : undefined;
}

function docstringEdits({ fact: { span }, before, after }: IdListChange): readonly TextEdit[] {
  return before.join() === after.join() ? [] : [{ span, text: after.join(', ') }];
}
