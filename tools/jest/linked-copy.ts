import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { SourceCopy } from './source-copy';

const root = join(__dirname, '..', '..');

/** A copy of all packages that import each other, so that what a spec changes in one is seen by the others. */
export class LinkedCopy extends SourceCopy {
  /** `paths`: what is copied beside the packages. */
  constructor(...paths: readonly string[]) {
    super('packages', ...paths);
    this.#linkPackages();
  }

  /** Has the packages of the copy import each other, and not those of this repository. */
  #linkPackages(): void {
    const modules = join(this.folder, 'node_modules');
    rmSync(modules);
    mkdirSync(join(modules, '@oneleaf'), { recursive: true });
    const others = readdirSync(join(root, 'node_modules')).filter(name => name !== '@oneleaf' && name !== 'oneleaf');
    for (const name of others) symlinkSync(join(root, 'node_modules', name), join(modules, name), 'junction');
    for (const name of readdirSync(join(this.folder, 'packages'))) {
      const link = name === 'cli' ? 'oneleaf' : join('@oneleaf', name);
      symlinkSync(join(this.folder, 'packages', name), join(modules, link), 'junction');
      const own = join(root, 'packages', name, 'node_modules');
      if (existsSync(own)) symlinkSync(own, join(this.folder, 'packages', name, 'node_modules'), 'junction');
    }
  }
}
