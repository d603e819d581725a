import type { BracketElement, BracketPosition } from './brackets.js';
import { alembicCommands, isAlembic, labelledReading, revisionReading } from './prose.js';
import { type NameMention, type MentionReading, onlyName, onlyNumber, isNumber } from './renaming.js';
import type { StringScope } from './string-scope.js';
import { isDjangoCommand } from './framework-words.js';
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
  /** Whether the file speaks of Alembic at all: `upgrade("003")` may be anything. */
  readonly knowsAlembic: boolean;
}

/** Which migration the code around the literal means; undefined when another thing is meant. */
export function readLiteral(literal: NameLiteral): MentionReading | undefined {
  const { mention } = literal;
  if (literal.isPart) return isNumber(mention.name) ? undefined : { bearers: mention.bearers, doubt: 'part of a longer text' };
  const { label, certain } = neighbourLabel(literal);
  const labelled = labelledReading(mention, label);
  if (labelled || (certain && !mention.bearers.some(isAlembic))) return labelled;
  return (literal.knowsAlembic && isCommandArgument(literal) ? revisionReading(mention) : undefined) ?? readInScope(literal);
}

interface NeighbourLabel {
  /** Empty where there is none. */
  readonly label: string;
  /** Whether it is an app's, for all that is known: then the name is that app's, and nobody else's. */
  readonly certain: boolean;
}

/** `app_label="shop", name="0002"`, `("shop", "0002")`, `{"shop": ["0002"]}` */
function neighbourLabel({ position: { bracket, element }, token, statement: { scope } }: NameLiteral): NeighbourLabel {
  const key = valueOf(bracket.app, scope);
  if (key !== undefined) return { label: key, certain: true };
  const earlier = bracket.before(element);
  const at = earlier.findIndex(({ text }) => text === undefined || !/^[\d-]/.test(text));
  const label = valueOf(earlier[at], scope);
  const isPair = bracket.elements.length === 2 && bracket.callee === '';
  if (label !== undefined) return { label, certain: isPair || isDjangoCommand(earlier[at + 1]?.text ?? '') };
  return { label: bracket.keywordOf(element, token), certain: false };
}

function valueOf(element: BracketElement | undefined, scope: StringScope): string | undefined {
  return element?.text ?? (element?.name === undefined ? undefined : scope.resolve(element.name));
}

/** pytest-alembic's calls, and Alembic's own beside the commands. */
const revisionCalls = /^(?:migrate_(?:up|down)_(?:to|before)|get_revisions?|alembic_(?:upgrade|downgrade|stamp))$/;

function isCommandArgument({ position: { bracket, element } }: NameLiteral): boolean {
  const { callee } = bracket;
  return (
    alembicCommands.has(callee) ||
    revisionCalls.test(callee) ||
    bracket.before(element).some(({ text }) => text !== undefined && alembicCommands.has(text))
  );
}

/** Nothing beside it says the app: the class, function or module may, or else the statement must be about migrations. */
function readInScope(literal: NameLiteral): MentionReading | undefined {
  const { mention, statement } = literal;
  const speaks = mention.bearers.some(({ framework }) => statement.speaksOf.has(framework));
  const app = mention.bearers.some(isAlembic) ? undefined : statement.scope.app();
  if (app === undefined) return readUnscoped(literal, speaks);
  const labelled = labelledReading(mention, app);
  if (!labelled) return speaks ? undefined : readUnscoped(literal, false);
  return speaks || mention.bearers.length === 1 ? labelled : { ...labelled, doubt: onlyName };
}

/** Names that any app may have, one of another package too. */
const usualName = /^\d+_(?:initial|squashed|auto|merge)(?:_|$)/;

function readUnscoped({ mention, knowsAlembic }: NameLiteral, speaks: boolean): MentionReading | undefined {
  const { bearers, name, kind } = mention;
  if (kind === 'number') return speaks ? { bearers, doubt: onlyNumber } : undefined;
  if (isNumber(name)) return speaks && knowsAlembic ? { bearers, doubt: 'only a number' } : undefined;
  return speaks && !usualName.test(name) ? { bearers } : { bearers, doubt: onlyName };
}
