import type { Git } from '../process/git.js';

/** What git's configuration says, all files together, read once. */
export class Config {
  #settings: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(readonly git: Git) {}

  /** The last value of a key: section and variable in lower case, as git prints them. */
  async get(key: string): Promise<string | undefined> {
    return (await this.#all()).get(key);
  }

  /** Names of remotes, sorted. */
  async remotes(): Promise<readonly string[]> {
    return this.#subsections(/^remote\.([^]+)\.url$/);
  }

  /** The remote that promised what a partial clone left out. */
  async promisor(): Promise<string | undefined> {
    const settings = await this.#all();
    const promised = (await this.#subsections(/^remote\.([^]+)\.promisor$/)).filter(
      name => settings.get(`remote.${name}.promisor`) !== 'false',
    );
    return settings.get('extensions.partialclone') ?? promised[0];
  }

  async #subsections(pattern: RegExp): Promise<readonly string[]> {
    return [...(await this.#all()).keys()].flatMap(key => pattern.exec(key)?.[1] ?? []).sort();
  }

  #all(): Promise<ReadonlyMap<string, string>> {
    this.#settings ??= readSettings(this.git);
    return this.#settings;
  }
}

/** `<key> LF <value> NUL`; without the value where the key alone says yes. */
async function readSettings(git: Git): Promise<ReadonlyMap<string, string>> {
  const listed = await git.run(['config', '-z', '--list']);
  const settings = listed.toString().split('\0').slice(0, -1);
  return new Map(
    settings.map(setting => {
      const end = setting.indexOf('\n');
      return end === -1 ? [setting, 'true'] : [setting.slice(0, end), setting.slice(end + 1)];
    }),
  );
}
