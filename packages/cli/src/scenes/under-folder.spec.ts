import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { branchesOf, checked, findingsOf, predicted } from '../testing/report-digest.js';
import { alembic, django, djangoText, PAY, SHOP } from '../testing/migrations.js';
import { oneleaf } from '../testing/oneleaf.js';

const below = (folder: string, files: typeof SHOP) =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

const site = below('site', { ...SHOP, ...django('0001_initial < 0002_sku') });
const bank = below('bank', PAY);
const fork = below('bank', alembic('start < fee + rate'));

const check = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['check', '--format', 'json', ...args]);
const predict = (repo: GitRepo, ...args: string[]) => oneleaf(repo, ['predict', '--format', 'json', '--base', 'main', ...args]);
const historiesOf = async (repo: GitRepo, folder: string) =>
  checked(await check(repo, '--under', folder)).histories.map(({ history }) => history);

describe('check --under', () => {
  const repo = gitRepo({ main: { ...site, ...bank, ...fork } });

  test.each([
    ['site', ['shop']],
    ['site/shop/migrations', ['shop']],
    ['./site/', ['shop']],
    ['bank', ['bank/alembic/versions']],
    ['.', ['bank/alembic/versions', 'shop']],
  ])('%s tells of the histories there', async (folder, histories) => {
    expect(await historiesOf(repo, folder)).toEqual(histories);
  });

  test('finds what is wrong there, and nothing of what is wrong elsewhere', async () => {
    expect(findingsOf(await check(repo, '--under', 'bank'))).toEqual(['error multiple-leaves bank/alembic/versions']);
    expect(findingsOf(await check(repo, '--under', 'site'))).toEqual([]);
  });

  test.each(['sit', 'site/sho', 'nowhere'])('%s, where no history lies, is no healthy tree', async folder => {
    expect(await check(repo, '--under', folder)).toEqual({
      output: '',
      complaint: `error: there is no history under ${folder}\ntry: oneleaf check --format json\n`,
      exitCode: 2,
    });
  });

  test.each(['/site', '..', 'site/../../other'])('%s is no folder of the repository', async folder => {
    const { complaint, exitCode } = await check(repo, '--under', folder);
    expect([complaint.split('\n')[0], exitCode]).toEqual([
      `error: --under takes a folder as a path from the repository's top, not ${folder}`,
      2,
    ]);
  });

  test('takes the apps of other folders for installed ones', async () => {
    const lost = {
      'site/shop/migrations/0002_sku.py': djangoText(
        [
          ['shop', '0001_initial'],
          ['till', '0009_gone'],
        ],
        'sku',
      ),
    };
    const till = below('till', { '__init__.py': '', 'migrations/__init__.py': '', 'migrations/0001_initial.py': djangoText([], 'till') });
    const both = gitRepo({ main: { ...site, ...till, ...lost } });
    expect(findingsOf(await check(both))).toEqual(['error missing-parent shop']);
    expect(findingsOf(await check(both, '--under', 'site'))).toEqual([]);
  });

  test('keeps a history whole of which a part lies elsewhere', async () => {
    const ini = '[alembic]\nscript_location = alembic\nversion_locations = alembic/versions shared\n';
    const shared = { 'bank/shared/limit.py': alembic('start < limit')['alembic/versions/limit.py'] ?? '' };
    const later = { 'bank/alembic/versions/fee.py': alembic('limit < fee')['alembic/versions/fee.py'] ?? '' };
    const spread = gitRepo({ main: { ...bank, 'bank/alembic.ini': ini, ...shared, ...later } });
    const reported = checked(await check(spread, '--under', 'bank/alembic'));
    expect([reported.histories.map(({ leaves }) => leaves), reported.findings]).toEqual([[['fee']], []]);
  });
});

describe('predict --under', () => {
  const tax = below('site', django('0001_initial < 0002_tax'));

  test('tells of branches that change migrations there', async () => {
    const repo = gitRepo({
      main: [
        { ...below('site', SHOP), ...bank },
        { ...site, ...below('bank', alembic('start < fee')) },
      ],
      tax,
      rate: below('bank', alembic('start < rate')),
    });
    expect(branchesOf(await predict(repo))).toEqual({
      'refs/heads/rate': ['conflict', 'bank/alembic/versions: fee, rate (multiple-leaves)'],
      'refs/heads/tax': ['conflict', 'shop: 0002_sku, 0002_tax (multiple-leaves)'],
    });
    const site_ = await predict(repo, '--under', 'site');
    expect(branchesOf(site_)).toEqual({ 'refs/heads/tax': ['conflict', 'shop: 0002_sku, 0002_tax (multiple-leaves)'] });
    expect(predicted(site_).omitted).toEqual({ untouched: 1, landed: 0, old: 0 });
    expect([(await predict(repo, 'rate', '--under', 'site')).exitCode, (await predict(repo, 'rate')).exitCode]).toEqual([0, 1]);
  });

  test('leaves alone where git itself would stop elsewhere', async () => {
    const both = (text: string) => ({ 'bank/alembic/versions/start.py': `revision = 'start'\ndown_revision = None\n${text}\n` });
    const repo = gitRepo({
      main: [{ ...site, ...bank }, both('ours = 1')],
      feat: { ...both('theirs = 1'), ...below('site', django('0002_sku < 0003_tax')) },
    });
    expect(branchesOf(await predict(repo))['refs/heads/feat']?.[0]).toBe('broken');
    expect(branchesOf(await predict(repo, '--under', 'site'))).toEqual({ 'refs/heads/feat': ['clean', 'shop: 0003_tax'] });
  });
});
