/** One section of an ini file, its options in lower case; an option that it does not set is that of `[DEFAULT]`. */
export interface IniSection {
  readonly name: string;
  get(key: string): string | undefined;
}

/** Sections of an ini file as Python's `configparser` reads them. */
export function readIni(text: string): readonly IniSection[] {
  const { sections } = readIniLines(text);
  const defaults = sections.get('DEFAULT');
  return [...sections]
    .filter(([name]) => name !== 'DEFAULT')
    .map(([name, options]) => ({ name, get: key => (options.get(key) ?? defaults?.get(key))?.trimEnd() }));
}

/** Why `configparser` refuses an ini file; undefined when it does not. */
export function iniError(text: string): string | undefined {
  return readIniLines(text).defect;
}

function readIniLines(text: string): IniReader {
  const reader = new IniReader();
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) reader.line(line);
  return reader;
}

class IniReader {
  readonly sections = new Map<string, Map<string, string>>();
  /** What is wrong with the first line that is. */
  defect: string | undefined;
  private at = 0;
  private name: string | undefined;
  private section = new Map<string, string>();
  /** The option that a deeper indented line goes on with. */
  private option: { readonly key: string; readonly indent: number } | undefined;

  line(line: string): void {
    this.at += 1;
    const bare = line.trim();
    const indent = line.length - line.trimStart().length;
    if (bare.startsWith('#') || bare.startsWith(';')) return;
    if (this.option && (bare === '' || indent > this.option.indent)) {
      this.section.set(this.option.key, `${this.section.get(this.option.key) ?? ''}\n${bare}`);
      return;
    }
    const header = /^\[(.+)\]/.exec(bare)?.[1];
    if (header === undefined) this.assign(bare, indent);
    else this.open(header);
  }

  private refuse(reason: string): void {
    this.defect ??= `line ${this.at} ${reason}`;
  }

  private open(name: string): void {
    if (this.sections.has(name) && name !== 'DEFAULT') this.refuse(`repeats the section ${name}`);
    this.name = name;
    this.section = this.sections.get(name) ?? new Map<string, string>();
    this.sections.set(name, this.section);
    this.option = undefined;
  }

  private assign(line: string, indent: number): void {
    // Cut by index: a pattern that skips blanks before the sign tries each of their lengths.
    const sign = line.search(/[=:]/);
    this.option = sign < 0 ? undefined : { key: line.slice(0, sign).trimEnd().toLowerCase(), indent };
    if (line !== '') this.judge(this.option?.key);
    if (this.option) this.section.set(this.option.key, line.slice(sign + 1).trimStart());
  }

  private judge(key: string | undefined): void {
    if (this.name === undefined) this.refuse('is outside of every section');
    else if (key === undefined || key === '') this.refuse('is neither a section nor an option');
    else if (this.section.has(key)) this.refuse(`sets ${key} again`);
  }
}

/** CPython's `configparser.MAX_INTERPOLATION_DEPTH`. */
const MAX_DEPTH = 10;
/** Characters that one value may have once its names are put in, and steps to get there. The path of a folder is far below both. */
const MAX_EXPANSION = 1 << 16;
const MAX_STEPS = 1 << 12;

/** A value that grows beyond what is read. */
export interface TooLong {
  readonly error: string;
}

/**
 * An option with `%(name)s` put in, as `configparser.BasicInterpolation` does; undefined when it is absent or names what is absent.
 * Ten names that each name the next one ten times make a value of ten gigabytes in Python: such a value is an error here.
 */
export function interpolateOption(section: Pick<IniSection, 'get'>, key: string): string | TooLong | undefined {
  const expansion = new Expansion(section);
  const value = expansion.of(key, 0);
  return expansion.isTooLong ? { error: `${key} grows beyond ${MAX_EXPANSION} characters once its %(names)s are put in` } : value;
}

class Expansion {
  isTooLong = false;
  private steps = 0;

  constructor(private readonly section: Pick<IniSection, 'get'>) {}

  of(key: string, depth: number): string | undefined {
    const raw = this.section.get(key);
    this.steps += 1;
    if (this.steps > MAX_STEPS || (raw?.length ?? 0) > MAX_EXPANSION) this.isTooLong = true;
    return raw === undefined || depth > MAX_DEPTH || this.isTooLong ? undefined : this.expand(raw, depth);
  }

  /** The parts as `configparser` cuts them; undefined where it refuses a percent sign or a name. */
  private expand(raw: string, depth: number): string | undefined {
    const parts: string[] = [];
    let length = 0;
    let end = 0;
    for (let at = raw.indexOf('%'); at >= 0; at = raw.indexOf('%', end)) {
      const token = /%%|%\(([^)]+)\)s/y;
      token.lastIndex = at;
      const found = token.exec(raw);
      const part = found?.[1] === undefined ? found && '%' : this.of(found[1].toLowerCase(), depth + 1);
      if (part === undefined || part === null) return undefined;
      parts.push(raw.slice(end, at), part);
      end = token.lastIndex;
      length += part.length;
      if (length > MAX_EXPANSION) this.isTooLong = true;
      if (this.isTooLong) return undefined;
    }
    return parts.join('') + raw.slice(end);
  }
}
