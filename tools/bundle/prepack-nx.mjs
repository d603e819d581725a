import { copyFileSync } from 'node:fs';
import './bundle-nx.mjs';

const root = new URL('../../', import.meta.url);
const nx = new URL('packages/nx/', root);

// npm takes the README and the licence of a package from its own folder.
copyFileSync(new URL('docs/nx.md', root), new URL('README.md', nx));
copyFileSync(new URL('LICENSE', root), new URL('LICENSE', nx));
