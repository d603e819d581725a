import type { FileRewrite } from '../worktree/worktree.js';

export const chainFiles = { 'shop/0001_a.py': 'a', 'shop/0002_b.py': 'b', 'shop/0003_c.py': 'c', 'shop/max_migration.txt': '0003_c\n' };

/** One file goes to where another was that goes on itself, and a marker follows. */
export const shiftRewrite: FileRewrite = {
  changes: [
    { path: 'shop/0002_b.py', text: null },
    { path: 'shop/0003_c.py', text: 'b, after a' },
    { path: 'shop/0004_d.py', text: 'c, after b' },
    { path: 'shop/max_migration.txt', text: '0004_d\n' },
  ],
  moves: [
    { from: 'shop/0002_b.py', to: 'shop/0003_c.py' },
    { from: 'shop/0003_c.py', to: 'shop/0004_d.py' },
  ],
  note: { onto: '0001_a' },
};
