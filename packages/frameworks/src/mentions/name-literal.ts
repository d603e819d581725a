import type { BracketElement, BracketPosition } from './brackets.js';
import type { MentionRules } from '@oneleaf/core';
import { labelledReading, unlabelledReading } from './prose.js';
import { type NameMention, type MentionReading, isUnlabelled, onlyName, onlyNumber, isNumber } from './renaming.js';
import type { StringScope } from './string-scope.js';
import type { LogicalLine } from './logical-lines.js';
import type { PythonToken } from './python-token.js';

/** A Python string that is a name and nothing else. */
export interface NameLiteral {
  readonly mention: NameMention;
  readonly statement: LogicalLine;
  readonly token: PythonToken;
  readonly position: BracketPosition;
  /** Whether it is but a part of what is said: `"0002_tax" + x`. */
  readonly isPart: boolean;
  /** The rules of the frameworks that the file is about: elsewhere `upgrade("003")` may be anything. */
  readonly fileTopics: ReadonlySet<MentionRules>;
}

/** Which migration the code around the literal means; undefined when another thing is meant. */
export function readLiteral(literal: NameLiteral): MentionReading | undefined {
  const { mention } = literal;
  if (literal.isPart) return isNumber(mention.name) ? undefined : { bearers: mention.bearers, doubt: 'part of a longer text' };
  const { label, certain } = neighbourLabel(literal);
  const labelled = labelledReading(mention, label);
  if (labelled || (certain && !mention.bearers.some(isUnlabelled))) return labelled;
  return (
    unlabelledReading(mention, ({ rules }) => literal.fileTopics.has(rules) && isCommandArgument(literal, rules)) ?? readInScope(literal)
  );
}

interface NeighbourLabel {
  /** Empty where there is none. */
  readonly label: string;
  /** Whether it is a history's, for all that is known: then the name is of that history, and of no other. */
  readonly certain: boolean;
}

/** `app_label="shop", name="0002"`, `("shop", "0002")`, `{"shop": ["0002"]}` */
function neighbourLabel({ mention, position: { bracket, element }, token, statement: { scope } }: NameLiteral): NeighbourLabel {
  const key = valueOf(bracket.label, scope);
  if (key !== undefined) return { label: key, certain: true };
  const earlier = bracket.before(element);
  const at = earlier.findIndex(({ text }) => text === undefined || !/^[\d-]/.test(text));
  const label = valueOf(earlier[at], scope);
  const isPair = bracket.elements.length === 2 && bracket.callee === '';
  const command = earlier[at + 1]?.text ?? '';
  const isCommanded = mention.bearers.some(({ rules }) => rules.labelCommands?.has(command));
  if (label !== undefined) return { label, certain: isPair || isCommanded };
  return { label: bracket.keywordOf(element, token), certain: false };
}

function valueOf(element: BracketElement | undefined, scope: StringScope): string | undefined {
  return element?.text ?? (element?.name === undefined ? undefined : scope.resolve(element.name));
}

function isCommandArgument({ position: { bracket, element } }: NameLiteral, { nameCommands, nameFunctions }: MentionRules): boolean {
  const isCommand = (text: string | undefined): boolean => text !== undefined && nameCommands?.has(text) === true;
  const { callee } = bracket;
  return isCommand(callee) || nameFunctions?.test(callee) === true || bracket.before(element).some(({ text }) => isCommand(text));
}

/** Where nothing beside it gives a label, the class, function or module may, or else the statement must be about migrations. */
function readInScope(literal: NameLiteral): MentionReading | undefined {
  const { mention, statement } = literal;
  const speaks = mention.bearers.some(({ framework }) => statement.speaksOf.has(framework));
  const label = mention.bearers.some(isUnlabelled) ? undefined : statement.scope.label();
  if (label === undefined) return readUnscoped(literal, speaks);
  const labelled = labelledReading(mention, label);
  if (!labelled) return speaks ? undefined : readUnscoped(literal, false);
  return speaks || mention.bearers.length === 1 ? labelled : { ...labelled, doubt: onlyName };
}

/** Names that any history may have, one of another package too. */
const usualName = /^\d+_(?:initial|squashed|auto|merge)(?:_|$)/;

function readUnscoped({ mention, fileTopics }: NameLiteral, speaks: boolean): MentionReading | undefined {
  const { bearers, name, kind } = mention;
  if (kind === 'number') return speaks ? { bearers, doubt: onlyNumber } : undefined;
  const isTopic = bearers.some(({ rules }) => fileTopics.has(rules));
  if (isNumber(name)) return speaks && isTopic ? { bearers, doubt: 'only a number' } : undefined;
  return speaks && !usualName.test(name) ? { bearers } : { bearers, doubt: onlyName };
}
