import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import type { RepoFiles } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { installProgram } from '../testing/install-program.js';
import { ALEMBIC, column, DJANGO, specProject, revision } from '../testing/spec-project.js';

const tax = { 'shop/migrations/0002_tax.py': column('tax', 'shop.0001_initial') };
const vat = { 'shop/migrations/0003_vat.py': column('vat', 'shop.0002_tax') };
const sku = { 'shop/migrations/0002_sku.py': column('sku', 'shop.0001_initial') };
const UP = 'python manage.py migrate';
const UPGRADE = 'cd db && alembic upgrade heads';

const HOOK = 'oneleaf post-checkout "$@"\n';

interface Scene {
  readonly main: RepoFiles;
  readonly branches: Readonly<Record<string, RepoFiles>>;
  /** Checked out and migrated one after the other; the last of them finds the others' migrations stranded. */
  readonly visits: readonly string[];
  readonly migrate: string;
  readonly left: readonly string[];
}

const django = { main: DJANGO, migrate: UP };
const alembic = { main: ALEMBIC, migrate: UPGRADE };
const initial = ['cart.0001_initial', 'shop.0001_initial'];

const scenes: readonly (readonly [string, Scene])[] = [
  ['Django: back on main', { ...django, branches: { 'feat/tax': { ...tax, ...vat } }, visits: ['feat/tax', 'main'], left: initial }],
  [
    'Django: on a branch with a leaf of its own',
    { ...django, branches: { 'feat/tax': tax, 'feat/sku': sku }, visits: ['feat/tax', 'feat/sku'], left: [...initial, 'shop.0002_sku'] },
  ],
  [
    'Alembic: back on main',
    {
      ...alembic,
      branches: { 'feat/tax': { ...revision('bbbb', 'aaaa', 'tax'), ...revision('dddd', 'bbbb', 'vat') } },
      visits: ['feat/tax', 'main'],
      left: ['aaaa'],
    },
  ],
  [
    'Alembic: on a branch with a leaf of its own',
    {
      ...alembic,
      branches: {
        'feat/tax': revision('bbbb', 'aaaa', 'tax'),
        'feat/sku': { ...revision('bbbb', 'aaaa', 'tax'), ...revision('cccc', 'aaaa', 'sku') },
      },
      visits: ['feat/tax', 'feat/sku', 'feat/sku-alone'],
      left: ['cccc'],
    },
  ],
];

describeWithPython('what the post-checkout hook prints', python => {
  describeWithPostgres('takes back what is stranded', server => {
    describe.each(versions)('the %s frameworks', version => {
      test.each(scenes)('%s', async (_name, { main, branches, visits, migrate, left }) => {
        const ignored = { '.gitignore': 'node_modules\n__pycache__\n', 'package.json': '{}\n', '.husky/post-checkout': HOOK };
        const at = specProject({ ...main, ...ignored }, python[version], await server.database());
        for (const [name, files] of Object.entries(branches)) at.repo.commit(name, files, { parents: ['main'] });
        at.repo.commit('feat/sku-alone', revision('cccc', 'aaaa', 'sku'), { parents: ['main'] });
        installProgram(at.repo);
        let printed = '';
        for (const branch of visits) {
          const { output, status } = at.ask(`ONELEAF_DATABASE_URL="$DATABASE_URL" git switch ${branch}`);
          expect(status).toBe(0);
          printed = output;
          if (branch in branches) at.run([migrate]);
        }
        const command = /^run: (.+)$/m.exec(printed)?.[1] ?? `nothing was printed: ${printed}`;
        at.run([command]);
        expect([await at.applied(), at.repo.git('status', '--porcelain', '-uall')]).toEqual([left, '']);
      });
    });
  });
});
