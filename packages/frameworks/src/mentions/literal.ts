import type { Element, Position } from './brackets.js';
import { commands, isAlembic, labelling, revisions } from './prose.js';
import { type Mention, type Reading, alone, byNumber, isNumber } from './renaming.js';
import type { Scope } from './scope.js';
import { isDjangoCommand } from './speech.js';
import type { Statement } from './statements.js';
import type { Token } from './tokens.js';

/** A Python string that is a name and nothing else. */
export interface Literal {
  readonly mention: Mention;
  readonly statement: Statement;
  readonly token: Token;
  readonly position: Position;
  /** Whether it is but a part of what is said: `"0002_tax" + x`. */
  readonly isPart: boolean;
  /** Whether the file speaks of Alembic at all: `upgrade("003")` may be anything. */
  readonly knowsAlembic: boolean;
}

/** Which migration the code around the literal means; undefined when another thing is meant. */
export function readLiteral(literal: Literal): Reading | undefined {
  const { mention } = literal;
  if (literal.isPart) return isNumber(mention.name) ? undefined : { bearers: mention.bearers, doubt: 'part of a longer text' };
  const { label, certain } = labelBeside(literal);
  const labelled = labelling(mention, label);
  if (labelled || (certain && !mention.bearers.some(isAlembic))) return labelled;
  return (literal.knowsAlembic && isCommanded(literal) ? revisions(mention) : undefined) ?? readInScope(literal);
}

interface Beside {
  /** Empty where there is none. */
  readonly label: string;
  /** Whether it is an app's, for all that is known: then the name is that app's, and nobody else's. */
  readonly certain: boolean;
}

/** `app_label="shop", name="0002"`, `("shop", "0002")`, `{"shop": ["0002"]}` */
function labelBeside({ position: { bracket, element }, token, statement: { scope } }: Literal): Beside {
  const key = valueOf(bracket.app, scope);
  if (key !== undefined) return { label: key, certain: true };
  const earlier = bracket.before(element);
  const at = earlier.findIndex(({ text }) => text === undefined || !/^[\d-]/.test(text));
  const label = valueOf(earlier[at], scope);
  const isPair = bracket.elements.length === 2 && bracket.callee === '';
  if (label !== undefined) return { label, certain: isPair || isDjangoCommand(earlier[at + 1]?.text ?? '') };
  return { label: bracket.keywordOf(element, token), certain: false };
}

function valueOf(element: Element | undefined, scope: Scope): string | undefined {
  return element?.text ?? (element?.name === undefined ? undefined : scope.resolve(element.name));
}

/** pytest-alembic's calls, and Alembic's own beside the commands. */
const calls = /^(?:migrate_(?:up|down)_(?:to|before)|get_revisions?|alembic_(?:upgrade|downgrade|stamp))$/;

function isCommanded({ position: { bracket, element } }: Literal): boolean {
  const { callee } = bracket;
  return commands.has(callee) || calls.test(callee) || bracket.before(element).some(({ text }) => text !== undefined && commands.has(text));
}

/** Nothing beside it says the app: the class, function or module may, or else the statement must be about migrations. */
function readInScope(literal: Literal): Reading | undefined {
  const { mention, statement } = literal;
  const speaks = mention.bearers.some(({ framework }) => statement.speaksOf.has(framework));
  const app = mention.bearers.some(isAlembic) ? undefined : statement.scope.app();
  if (app === undefined) return readBare(literal, speaks);
  const labelled = labelling(mention, app);
  if (!labelled) return speaks ? undefined : readBare(literal, false);
  return speaks || mention.bearers.length === 1 ? labelled : { ...labelled, doubt: alone };
}

/** Names that any app may have, one of another package too. */
const usual = /^\d+_(?:initial|squashed|auto|merge)(?:_|$)/;

function readBare({ mention, knowsAlembic }: Literal, speaks: boolean): Reading | undefined {
  const { bearers, name, kind } = mention;
  if (kind === 'number') return speaks ? { bearers, doubt: byNumber } : undefined;
  if (isNumber(name)) return speaks && knowsAlembic ? { bearers, doubt: 'only a number' } : undefined;
  return speaks && !usual.test(name) ? { bearers } : { bearers, doubt: alone };
}
