import { copyFileSync } from 'node:fs';
import './bundle.mjs';

const root = new URL('../../', import.meta.url);

// npm takes the README and the licence of a package from its own folder.
for (const name of ['README.md', 'LICENSE']) {
  copyFileSync(new URL(name, root), new URL(`packages/cli/${name}`, root));
}
