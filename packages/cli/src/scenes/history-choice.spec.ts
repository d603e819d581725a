import { clone, draftReport } from '../testing/draft-run.js';
import { django, SHOP } from '../testing/migrations.js';
import { oneleaf, type ProgramResult } from '../testing/oneleaf.js';

describe('the history', () => {
  const two = { ...SHOP, 'srv/pay/__init__.py': '', 'srv/pay/migrations/__init__.py': '', ...django('0001_initial', 'srv/pay') };
  const draft = async (place: string, ...args: readonly string[]): Promise<ProgramResult> => {
    const { path, env } = clone(two).repo;
    return oneleaf({ path: `${path}/${place}`, env }, ['new', ...args, '--dry-run', '--format', 'json']);
  };

  test.each([
    ['', ['pay', 'x'], 'srv/pay/migrations/0002_x.py'],
    ['', ['srv', 'x'], 'srv/pay/migrations/0002_x.py'],
    ['', ['pay/migrations', 'x'], 'srv/pay/migrations/0002_x.py'],
    ['', ['./shop/migrations/', 'x'], 'shop/migrations/0002_x.py'],
    ['srv', ['x'], 'srv/pay/migrations/0002_x.py'],
    ['shop/migrations', ['x'], 'shop/migrations/0002_x.py'],
    ['shop', ['pay', 'x'], 'srv/pay/migrations/0002_x.py'],
  ])('in %j, asked with %j', async (place, args, path) => expect(draftReport(await draft(place, ...args)).changes[0]?.path).toBe(path));

  test.each([
    [['x'], 'error: there are several histories, name one: pay, shop\ntry: oneleaf new HISTORY NAME\n'],
    [['nope', 'x'], 'error: there is no history nope, only pay, shop\ntry: oneleaf check --format json\n'],
    [[], 'error: a new migration needs a name\ntry: oneleaf new HISTORY NAME\n'],
    [['shop', 'x', 'y'], 'error: there is one argument too many: y\ntry: oneleaf --help\n'],
  ])('%j is wrong usage', async (args, complaint) => expect(await draft('', ...args)).toEqual({ output: '', complaint, exitCode: 2 }));

  test('of one name in several projects is the one of the project where somebody is', async () => {
    const shop = (project: string) => ({
      [`${project}/manage.py`]: '',
      [`${project}/shop/__init__.py`]: '',
      [`${project}/shop/migrations/__init__.py`]: '',
      [`${project}/shop/migrations/0001_initial.py`]: SHOP['shop/migrations/0001_initial.py'] ?? '',
    });
    const { path, env } = clone({ ...shop('one'), ...shop('other') }).repo;
    const args = ['new', 'shop', 'x', '--dry-run', '--format', 'json'];
    expect(draftReport(await oneleaf({ path: `${path}/other`, env }, args)).changes[0]?.path).toBe('other/shop/migrations/0002_x.py');
    expect((await oneleaf({ path, env }, args)).complaint).toBe(
      'error: shop can mean several histories, name one: one/shop, other/shop\ntry: oneleaf check --format json\n',
    );
  });
});
