import { copyFileSync } from 'node:fs';
import './bundle.mjs';

// npm takes the README and the licence of a package from its own folder.
for (const name of ['README.md', 'LICENSE'])
  copyFileSync(new URL(`../../${name}`, import.meta.url), new URL(`../../packages/cli/${name}`, import.meta.url));
