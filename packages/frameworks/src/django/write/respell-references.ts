import type { Span, TextEdit, DraftRefusal, RespelledReference, Respelling } from '@oneleaf/core';
import type { Expression } from '../../languages/python/syntax/expression.js';
import { valueOfName } from '../../languages/python/values/module-facts.js';
import { outlineModule, type ModuleOutline } from '../../languages/python/modules/module-outline.js';
import { quoteLike, replaceString, prependElements, removeElements } from '../../languages/python/syntax/literal-edits.js';
import { graphAttributes, migrationRequest } from '../read/extract-facts.js';
import { migrationClass } from '../read/migration-class.js';

type DependencyList = Extract<Expression, { kind: 'sequence' }>;

/** Splices names in `dependencies`, `run_before` and `replaces`; what is computed is left to a person. */
export function respell(text: string, { references, added, label }: Respelling): readonly TextEdit[] | DraftRefusal {
  const read = outlineModule(text, migrationRequest);
  const list = dependencyList(read);
  const all = references.flatMap(({ reference, literal }) =>
    reference.spans.map(span => ({ span, literal, before: nameOfReference(reference) })),
  );
  const constant = all.find(({ span }) => isInConstant(read, span));
  if (constant) return refusal(text, constant.span, 'its name is in a constant');
  const gone = all.filter(({ literal }) => literal === null).map(({ span }) => elementIndex(list, span));
  if (!list && gone.length + added.length > 0) return { reason: 'its dependencies are not a plain list' };
  if (gone.includes(-1)) return { reason: 'the dependency to remove is in a computed list' };
  return [
    ...all.flatMap(({ span, literal, before }) => (literal === null ? [] : [replaceString(text, { span, before, after: literal })])),
    ...(list && gone.length > 0 ? removeElements(text, list, gone) : []),
    ...(list && added.length > 0
      ? [
          prependElements(
            text,
            list,
            added.map(name => dependencyText(text, list, [label, name])),
          ),
        ]
      : []),
  ];
}

function nameOfReference({ id, history }: RespelledReference['reference']): string {
  return history === undefined ? id : id.slice(history.length + 1);
}

function dependencyList(read: ModuleOutline): DependencyList | undefined {
  const found = migrationClass(read);
  if (found === 'absent' || !found.definition) return undefined;
  const value = valueOfName(read, [found.definition.body, read.module], 'dependencies');
  return value?.kind === 'sequence' ? value : undefined;
}

function dependencyText(text: string, { elements: [first] }: DependencyList, names: readonly string[]): string {
  const span = first?.kind === 'sequence' ? first.elements[0]?.span : undefined;
  return `(${names.map(name => quoteLike(name, { text, span })).join(', ')})`;
}

/** Which element of the list holds a name; -1 when none does. */
function elementIndex(list: DependencyList | undefined, { start, end }: Span): number {
  return list?.elements.findIndex(({ span }) => span.start < start && end < span.end) ?? -1;
}

/** Whether a name is spelled where other code may mean it too: in a constant of the file or of the class. */
function isInConstant(read: ModuleOutline, { start, end }: Span): boolean {
  const found = migrationClass(read);
  const scopes = [read.module, ...(found !== 'absent' && found.definition ? [found.definition.body] : [])];
  const constants = scopes.flatMap(({ bindings }) => [...bindings].flatMap(([name, all]) => (isAttribute(name) ? [] : all)));
  return constants.some(({ value }) => value !== undefined && value.start <= start && end <= value.end);
}

function isAttribute(name: string): boolean {
  return graphAttributes.some(attribute => attribute === name);
}

function refusal(text: string, { start }: Span, reason: string): DraftRefusal {
  const line = text.slice(0, start).split('\n').length;
  return { reason: `${reason}, in line ${line}` };
}
