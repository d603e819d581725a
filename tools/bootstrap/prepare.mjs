import { markInstalled } from './node-modules.mjs';

markInstalled();
// Absent after npm ci --omit=dev, where there is nobody to guard from a bad commit.
const husky = await import('husky').catch(() => undefined);
if (husky) console.log(husky.default() || 'git hooks are in .husky');
