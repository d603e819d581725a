import type { Fact, Respelled, Respelling, Span, TextEdit, Undrafted } from '@oneleaf/core';
import { fact } from '../python/facts.js';
import { outline } from '../python/outline.js';
import { quoted, restring } from '../python/splice.js';
import { docstring, wanted } from './extract.js';

type Known = Exclude<Fact, { undecided: unknown }>;

/** One place that spells ids: what it says now, and what it is to say. */
interface Place {
  readonly fact: Known;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Splices ids in `revision`, `down_revision` and `depends_on`, and in the docstring where that is true now; what is computed is left to a person. */
export function respell(
  text: string,
  { migration, literal = migration.literal, references, added }: Respelling,
): readonly TextEdit[] | Undrafted {
  const read = outline(text, wanted);
  const named = (name: string): Fact | undefined => fact(read, [read.module], name);
  const revision: Respelled[] = [{ reference: { id: migration.literal, spans: [] }, literal }];
  const isParent = ({ reference }: Respelled): boolean => migration.parents.includes(reference);
  const parents = { changes: references.filter(isParent), added };
  const others = { changes: references.filter(one => !isParent(one)), added: [] };
  const words = docstring(read);
  const wishes = [
    { name: 'revision', fact: named('revision'), changes: revision, added: [] },
    { name: 'down_revision', fact: named('down_revision'), ...parents },
    { name: 'depends_on', fact: named('depends_on'), ...others },
  ];
  const edits: TextEdit[] = [];
  for (const { name, fact: said, ...wish } of wishes) {
    const place = placeOf(said, wish);
    if (place === 'computed') return { reason: `its ${name} is computed` };
    if (place) edits.push(...inCode({ text, like: spanOf(named('revision')) }, place));
  }
  const told = [placeOf(words['Revision ID'], { changes: revision, added: [] }), placeOf(words['Revises'], parents)];
  return [...edits, ...told.flatMap(place => (place && place !== 'computed' ? inWords(place) : []))];
}

/** Undefined where nothing changes. */
function placeOf(
  said: Fact | undefined,
  { changes, added }: { readonly changes: readonly Respelled[]; readonly added: readonly string[] },
): Place | 'computed' | undefined {
  const isAsked = changes.some(({ reference, literal }) => reference.id !== literal) || added.length > 0;
  if (!isAsked || !said) return isAsked && changes.some(({ reference }) => reference.spans.length > 0) ? 'computed' : undefined;
  if (!('value' in said)) return 'computed';
  const wanted = new Map(changes.map(({ reference, literal }) => [reference.id, literal]));
  const before = said.strings.map(({ text }) => text);
  const after = [...before.flatMap(id => (wanted.has(id) ? (wanted.get(id) ?? []) : id)), ...added];
  // The span of a lone string leaves its quotes out: it can only become another string.
  if (before.length === 1 && after.length !== 1) return 'computed';
  return { fact: said, before, after };
}

/** Where as many ids stand as before, each is put in its place; else the whole value is: None, a string, or a tuple. */
function inCode(
  { text, like }: { text: string; like: Span | undefined },
  { fact: { span, strings }, before, after }: Place,
): readonly TextEdit[] {
  if (before.length === after.length) {
    return strings.flatMap((string, at) => {
      const id = after[at] ?? string.text;
      return id === string.text ? [] : [restring(text, { span: string.span, before: string.text, after: id })];
    });
  }
  const [only] = after;
  const ids = after.map(id => quoted(id, { text, span: strings[0]?.span ?? like }));
  const value = only === undefined ? 'None' : after.length === 1 ? ids.join('') : `(${ids.join(', ')})`;
  return [{ span, text: value }];
}

function spanOf(said: Fact | undefined): Span | undefined {
  return said && 'value' in said ? said.strings[0]?.span : undefined;
}

function inWords({ fact: { span }, before, after }: Place): readonly TextEdit[] {
  return before.join() === after.join() ? [] : [{ span, text: after.join(', ') }];
}
