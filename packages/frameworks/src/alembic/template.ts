import { comma, evaluate, isTrue, type Names, strOf, type Value } from './template-expression.js';

/** A line that Mako takes for itself: `% if x:`, or a comment. `%%` is a percent sign. */
const control = /^[ \t]*%(?!%)[ \t]*(\w+)[ \t]*(.*?):?[ \t]*$/;
const comment = /^[ \t]*##/;

/** An expression ends at the first brace that no string holds. */
const expression = /\$\{((?:[^{}"']|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')*)\}/y;

/**
 * A template of Mako filled in: `${...}` with filters, `% if`, comments, escaped line ends.
 * Undefined where it uses more: loops, code, other tags, expressions that only Python can tell.
 */
export function fill(template: string, names: Names): string | undefined {
  const bare = template.replace(/<%doc>[^]*?<\/%doc>/g, '').replace(/<%!\s*import [\w, \t]+\s*%>/g, '');
  if (/<\/?%/.test(bare)) return undefined;
  const kept = keptLines(bare, names);
  return kept === undefined ? undefined : fillIn(kept, names);
}

/** One `if` that is open: whether its present arm is the one, and whether any was before. */
interface Arm {
  readonly kept: boolean;
  readonly done: boolean;
}

/** The text without lines of control and comment, and without the arms that are not taken. */
function keptLines(text: string, names: Names): string | undefined {
  const open: Arm[] = [];
  let kept = '';
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const [, word, condition = ''] = control.exec(line.replace(/\r?\n$/, '')) ?? [];
    if (word !== undefined) {
      if (!follow(open, word, { condition, names })) return undefined;
    } else if (!comment.test(line) && open.every(arm => arm.kept)) kept += line.replace(/^([ \t]*)%%/, '$1%');
  }
  return open.length === 0 ? kept : undefined;
}

/** Goes by one line of control; false where only Python could. */
function follow(open: Arm[], word: string, { condition, names }: { condition: string; names: Names }): boolean {
  if (word === 'endif') return open.pop() !== undefined;
  const before = word === 'if' ? { done: false } : open.pop();
  const value = word === 'if' || word === 'elif' ? evaluate(condition, names) : word === 'else' ? true : undefined;
  if (!before || value === undefined) return false;
  const holds = isTrue(value);
  open.push({ kept: holds && !before.done, done: holds || before.done });
  return true;
}

function fillIn(text: string, names: Names): string | undefined {
  let filled = '';
  let at = 0;
  for (let next = text.indexOf('${'); next >= 0; next = text.indexOf('${', at)) {
    expression.lastIndex = next;
    const [whole, source] = expression.exec(text) ?? [];
    const value = source === undefined ? undefined : show(source, names);
    if (whole === undefined || value === undefined) return undefined;
    filled += joined(text.slice(at, next)) + value;
    at = next + whole.length;
  }
  return filled + joined(text.slice(at));
}

/** A backslash at its end takes a line together with the next. */
function joined(text: string): string {
  return text.replace(/\\\r?\n/g, '');
}

const piped = /^((?:[^|"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')*)\|(.*)$/s;

const FILTERS: ReadonlyMap<string, (value: Value) => Value> = new Map<string, (value: Value) => Value>([
  ['n', value => value],
  ['comma', comma],
  ['str', strOf],
]);

/** `value | comma,n`: Mako makes a string of everything first, unless one filter is `n`. */
function show(source: string, names: Names): string | undefined {
  const [, value = source, filters = ''] = piped.exec(source) ?? [];
  const named = filters.split(',').flatMap(name => (name.trim() === '' ? [] : [name.trim()]));
  let shown = evaluate(value, names);
  for (const name of [...(named.includes('n') ? [] : ['str']), ...named]) {
    shown = shown === undefined ? undefined : FILTERS.get(name)?.(shown);
  }
  return typeof shown === 'string' ? shown : undefined;
}
