export const LABEL = 'dev.oneleaf.token';

/** How everything of a copy is called, by its token: sixteen hexadecimal digits. */
export class ProjectNames {
  constructor(readonly token: string) {}

  get project(): string {
    return `oneleaf-${this.token}`;
  }

  get labels(): Readonly<Record<string, string>> {
    return { [LABEL]: this.token };
  }

  /** Once: a name of ours stays. */
  renamed(name: string): string {
    return name === '' || name.endsWith(`_${this.token}`) ? name : `${name}_${this.token}`;
  }

  /** What services join that name no network is called `default`, whatever it is to the engine. */
  network(name: string): string {
    return name === 'default' ? name : this.renamed(name);
  }
}
