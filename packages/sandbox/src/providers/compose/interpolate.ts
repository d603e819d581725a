import type { ProcessEnvironment } from '../../environment.js';
import { SandboxError } from '../../sandbox-error.js';

/** `$$`, `$NAME`, or where `${NAME` begins. */
const VARIABLE = /\$(?:\$|([a-z_]\w*)|\{([a-z_]\w*))/gi;

/** Variables of a value filled in as Compose does it: `${NAME:-otherwise}`, `${NAME:?message}`, `${NAME:+instead}`, nested (Compose Specification, Interpolation). */
export function interpolate(text: string, env: ProcessEnvironment): string {
  let [result, done] = ['', 0];
  for (;;) {
    VARIABLE.lastIndex = done;
    const found = VARIABLE.exec(text);
    if (found === null) return result + text.slice(done);
    const [{ length }, plain, braced] = found;
    result += text.slice(done, found.index);
    done = found.index + length;
    if (braced === undefined) {
      result += plain === undefined ? '$' : (env[plain] ?? '');
      continue;
    }
    const end = closingBrace(text, done);
    result += variableValue(braced, text.slice(done, end), env);
    done = end + 1;
  }
}

/** A text that is left alone by `interpolate`. */
export function escapeVariables(text: string): string {
  return text.replaceAll('$', '$$$$');
}

/** Where the brace ends that is open at this place. */
function closingBrace(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text.startsWith('${', at)) depth += 1;
    if (text[at] === '}' && (depth -= 1) === 0) return at;
  }
  throw new SandboxError(`a brace is not closed in ${text}`, 'docker compose config shows where');
}

function variableValue(name: string, rest: string, env: ProcessEnvironment): string {
  // With a colon, an empty value counts as unset.
  const colon = Number(rest.startsWith(':'));
  const [operator, operand] = [rest[colon], rest.slice(colon + 1)];
  const value = colon === 1 && env[name] === '' ? undefined : env[name];
  if (operator === '+') return value === undefined ? '' : interpolate(operand, env);
  if (value !== undefined) return value;
  if (operator === '?')
    throw new SandboxError(`the compose files require ${name}: ${operand}`, `set ${name} in the environment or in .env`);
  return operator === '-' ? interpolate(operand, env) : '';
}
