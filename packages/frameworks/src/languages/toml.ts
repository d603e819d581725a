/** A value of the few kinds that are read; numbers as they are spelled. */
export type TomlValue = string | boolean | readonly string[];

const stringToken = /"""[^]*?(?<!\\)"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'/y;
/** `[table]` and `[[table]]`. */
const tableHeader = /^[ \t]*\[(\[?[^[\]\n]+)\]{1,2}[ \t]*(?:#.*)?$/;

/** One table of a file, `tool.black`. No other table is read, so that a broken one hides nothing. */
export function readTomlTable(text: string, name: string): ReadonlyMap<string, TomlValue> {
  const found = new Map<string, TomlValue>();
  let inside = false;
  for (let at = 0; at < text.length;) {
    const end = endOfEntry(text, at);
    const entry = text.slice(at, end);
    at = end + 1;
    const header = tableHeader.exec(entry.trimEnd());
    if (header) inside = header[1]?.replace(/[\s"']/g, '') === name;
    else if (inside) assign(found, entry);
  }
  return found;
}

function assign(options: Map<string, TomlValue>, entry: string): void {
  const [, key, source = ''] = /^[ \t]*["']?([\w-]+)["']?[ \t]*=[ \t]*([^]*)$/.exec(entry) ?? [];
  const value = key === undefined ? undefined : readValue(source);
  if (key !== undefined && value !== undefined) options.set(key, value);
}

/** Where the line at `at` ends, strings and brackets over several lines taken in. */
function endOfEntry(text: string, at: number): number {
  let depth = 0;
  for (let here = at; here < text.length; here += 1) {
    const char = text.charAt(here);
    if (char === '"' || char === "'") here = Math.max(here, endOfString(text, here) - 1);
    else if (char === '#') here = endOfLine(text, here) - 1;
    else if ('[{'.includes(char)) depth += 1;
    else if (']}'.includes(char)) depth -= 1;
    else if (char === '\n' && depth <= 0) return here;
  }
  return text.length;
}

function endOfString(text: string, at: number): number {
  stringToken.lastIndex = at;
  return stringToken.test(text) ? stringToken.lastIndex : at;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function readValue(source: string): TomlValue | undefined {
  const flag = /^(true|false)\b/.exec(source)?.[1];
  if (flag !== undefined) return flag === 'true';
  const number = /^\d+(?=\s*(?:#.*)?$)/.exec(source)?.[0];
  if (number !== undefined) return number;
  const strings = stringsOf(source);
  return source.startsWith('[') ? strings : strings[0];
}

function stringsOf(source: string): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (char === '#') at = endOfLine(source, at);
    if (char !== '"' && char !== "'") continue;
    const end = endOfString(source, at);
    if (end > at) found.push(unquoted(source.slice(at, end)));
    at = Math.max(at, end - 1);
  }
  return found;
}

function unquoted(token: string): string {
  const text = token.replace(/^("""|'''|"|')\n?([^]*)\1$/, '$2');
  return token.startsWith('"') ? text.replace(/\\(["\\])/g, '$1') : text;
}
