import { commaSeparated, evaluateExpression, isTruthy, type MakoNames, strOf, type MakoValue } from './mako-expression.js';

/** A line that Mako takes for itself: `% if x:`, or a comment. `%%` is a percent sign. */
const controlLine = /^[ \t]*%(?!%)[ \t]*(\w+)[ \t]*(.*?):?[ \t]*$/;
const commentLine = /^[ \t]*##/;

/** An expression ends at the first brace that no string holds. */
const expressionTag = /\$\{((?:[^{}"']|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')*)\}/y;

/**
 * A template of Mako filled in: `${...}` with filters, `% if`, comments, escaped line ends.
 * Undefined where it uses more: loops, code, other tags, expressions that only Python can tell.
 */
export function fillTemplate(template: string, names: MakoNames): string | undefined {
  const bare = template.replace(/<%doc>[^]*?<\/%doc>/g, '').replace(/<%!\s*import [\w, \t]+\s*%>/g, '');
  if (/<\/?%/.test(bare)) return undefined;
  const kept = keptLines(bare, names);
  return kept === undefined ? undefined : fillExpressions(kept, names);
}

/** One `if` that is open: whether its present arm is the one, and whether any was before. */
interface IfArm {
  readonly kept: boolean;
  readonly done: boolean;
}

/** The text without lines of control and comment, and without the arms that are not taken. */
function keptLines(text: string, names: MakoNames): string | undefined {
  const open: IfArm[] = [];
  let kept = '';
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const [, word, condition = ''] = controlLine.exec(line.replace(/\r?\n$/, '')) ?? [];
    if (word !== undefined) {
      if (!applyControlLine(open, word, { condition, names })) return undefined;
    } else if (!commentLine.test(line) && open.every(arm => arm.kept)) kept += line.replace(/^([ \t]*)%%/, '$1%');
  }
  return open.length === 0 ? kept : undefined;
}

/** Goes by one line of control; false where only Python could. */
function applyControlLine(open: IfArm[], word: string, { condition, names }: { condition: string; names: MakoNames }): boolean {
  if (word === 'endif') return open.pop() !== undefined;
  const before = word === 'if' ? { done: false } : open.pop();
  const value = word === 'if' || word === 'elif' ? evaluateExpression(condition, names) : word === 'else' ? true : undefined;
  if (!before || value === undefined) return false;
  const holds = isTruthy(value);
  open.push({ kept: holds && !before.done, done: holds || before.done });
  return true;
}

function fillExpressions(text: string, names: MakoNames): string | undefined {
  let filled = '';
  let at = 0;
  for (let next = text.indexOf('${'); next >= 0; next = text.indexOf('${', at)) {
    expressionTag.lastIndex = next;
    const [whole, source] = expressionTag.exec(text) ?? [];
    const value = source === undefined ? undefined : evaluateFiltered(source, names);
    if (whole === undefined || value === undefined) return undefined;
    filled += joinContinuedLines(text.slice(at, next)) + value;
    at = next + whole.length;
  }
  return filled + joinContinuedLines(text.slice(at));
}

/** A backslash at its end takes a line together with the next. */
function joinContinuedLines(text: string): string {
  return text.replace(/\\\r?\n/g, '');
}

const filteredExpression = /^((?:[^|"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)\|(.*)$/s;

const FILTERS: ReadonlyMap<string, (value: MakoValue) => MakoValue> = new Map<string, (value: MakoValue) => MakoValue>([
  ['n', value => value],
  ['comma', commaSeparated],
  ['str', strOf],
]);

/** `value | comma,n`: Mako makes a string of everything first, unless one filter is `n`. */
function evaluateFiltered(source: string, names: MakoNames): string | undefined {
  const [, value = source, filters = ''] = filteredExpression.exec(source) ?? [];
  const named = filters.split(',').flatMap(name => (name.trim() === '' ? [] : [name.trim()]));
  let shown = evaluateExpression(value, names);
  for (const name of [...(named.includes('n') ? [] : ['str']), ...named]) {
    shown = shown === undefined ? undefined : FILTERS.get(name)?.(shown);
  }
  return typeof shown === 'string' ? shown : undefined;
}
