import type { Span, TextEdit, Undrafted, Respelled, Respelling } from '@oneleaf/core';
import type { Expression } from '../python/expression.js';
import { valueOf } from '../python/facts.js';
import { outline, type Outline } from '../python/outline.js';
import { quoted, restring, withElements, withoutElements } from '../python/splice.js';
import { attributes, migrationIn, wanted } from './extract.js';

type Sequence = Extract<Expression, { kind: 'sequence' }>;

/** Splices names in `dependencies`, `run_before` and `replaces`; what is computed is left to a person. */
export function respell(text: string, { references, added, label }: Respelling): readonly TextEdit[] | Undrafted {
  const read = outline(text, wanted);
  const list = dependencies(read);
  const all = references.flatMap(({ reference, literal }) => reference.spans.map(span => ({ span, literal, before: nameIn(reference) })));
  const constant = all.find(({ span }) => isElsewhere(read, span));
  if (constant) return refuse(text, constant.span, 'its name stands in a constant');
  const gone = all.filter(({ literal }) => literal === null).map(({ span }) => elementAt(list, span));
  if (!list && gone.length + added.length > 0) return { reason: 'its dependencies are no plain list' };
  if (gone.includes(-1)) return { reason: 'what has to go from its dependencies stands in a list that is computed' };
  return [
    ...all.flatMap(({ span, literal, before }) => (literal === null ? [] : [restring(text, { span, before, after: literal })])),
    ...(list && gone.length > 0 ? withoutElements(text, list, gone) : []),
    ...(list && added.length > 0
      ? [
          withElements(
            text,
            list,
            added.map(name => pairOf(text, list, [label, name])),
          ),
        ]
      : []),
  ];
}

function nameIn({ id, history }: Respelled['reference']): string {
  return history === undefined ? id : id.slice(history.length + 1);
}

function dependencies(read: Outline): Sequence | undefined {
  const found = migrationIn(read);
  if (found === 'absent' || !found.definition) return undefined;
  const value = valueOf(read, [found.definition.body, read.module], 'dependencies');
  return value?.kind === 'sequence' ? value : undefined;
}

function pairOf(text: string, { elements: [first] }: Sequence, names: readonly string[]): string {
  const span = first?.kind === 'sequence' ? first.elements[0]?.span : undefined;
  return `(${names.map(name => quoted(name, { text, span })).join(', ')})`;
}

/** Which element of the list holds a name; -1 when none does. */
function elementAt(list: Sequence | undefined, { start, end }: Span): number {
  return list?.elements.findIndex(({ span }) => span.start < start && end < span.end) ?? -1;
}

/** Whether a name is spelled where other code may mean it too: in a constant of the file or of the class. */
function isElsewhere(read: Outline, { start, end }: Span): boolean {
  const found = migrationIn(read);
  const scopes = [read.module, ...(found !== 'absent' && found.definition ? [found.definition.body] : [])];
  const constants = scopes.flatMap(({ bindings }) => [...bindings].flatMap(([name, all]) => (isAttribute(name) ? [] : all)));
  return constants.some(({ value }) => value !== undefined && value.start <= start && end <= value.end);
}

function isAttribute(name: string): boolean {
  return attributes.some(attribute => attribute === name);
}

function refuse(text: string, { start }: Span, reason: string): Undrafted {
  const line = text.slice(0, start).split('\n').length;
  return { reason: `${reason}, in line ${line}` };
}
