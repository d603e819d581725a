type IniSections = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Sections of an ini file as Python's `configparser` reads them, keys in lower case, `[DEFAULT]` merged into each. */
export function readIni(text: string): IniSections {
  const reader = readIniLines(text);
  const defaults = reader.sections.get('DEFAULT') ?? new Map<string, string>();
  const named = [...reader.sections].filter(([name]) => name !== 'DEFAULT');
  return new Map(named.map(([name, options]) => [name, new Map([...defaults, ...options].map(([key, value]) => [key, value.trimEnd()]))]));
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
    if (/^[#;]/.test(bare)) return;
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
    if (this.sections.has(name) && name !== 'DEFAULT') this.refuse(`begins the section ${name} again`);
    this.name = name;
    this.section = this.sections.get(name) ?? new Map<string, string>();
    this.sections.set(name, this.section);
    this.option = undefined;
  }

  private assign(line: string, indent: number): void {
    const [, name, value = ''] = /^(.*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    this.option = name === undefined ? undefined : { key: name.toLowerCase(), indent };
    if (line !== '') this.judge(this.option?.key);
    if (this.option) this.section.set(this.option.key, value);
  }

  private judge(key: string | undefined): void {
    if (this.name === undefined) this.refuse('stands in no section');
    else if (key === undefined || key === '') this.refuse('is neither a section nor an option');
    else if (this.section.has(key)) this.refuse(`sets ${key} again`);
  }
}

/** CPython's `configparser.MAX_INTERPOLATION_DEPTH`. */
const maxInterpolationDepth = 10;

/** An option with `%(name)s` put in (`configparser.BasicInterpolation`); undefined when it is not there or names what is not. */
export function interpolateOption(options: ReadonlyMap<string, string>, key: string, depth = 0): string | undefined {
  const raw = options.get(key);
  if (raw === undefined || depth > maxInterpolationDepth) return undefined;
  const missing: string[] = [];
  const value = raw.replace(/%%|%\(([^)]*)\)s/g, (all: string, name?: string) => {
    if (name === undefined) return '%';
    const found = interpolateOption(options, name.toLowerCase(), depth + 1);
    if (found === undefined) missing.push(name);
    return found ?? all;
  });
  return missing.length > 0 ? undefined : value;
}
