import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeWithFrameworks, specProjectFolder } from '../../../testing/real-frameworks.js';
import { findInterpreter, type Interpreter } from './interpreter.js';

/** Django 6 where there is a Python that it runs on. */
const NEWEST_DJANGO = expect.stringMatching(/^[56]\.\d+\.\d+$/) as string;

/** A virtual environment whose Python is the given one: what a real one has, a link and pyvenv.cfg, made without pip. */
function environmentAt(folder: string, python: string): string {
  const program = join(folder, 'bin/python');
  mkdirSync(dirname(program), { recursive: true });
  writeFileSync(program, `#!/bin/sh\nexec ${python} "$@"\n`);
  chmodSync(program, 0o755);
  return program;
}

function tool(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
}

describeWithFrameworks('which Python runs a project', ({ newest, oldest }) => {
  const top = (): string => specProjectFolder({ 'backend/manage.py': '', 'backend/poetry.lock': '', Pipfile: '' });
  const PATH = process.env['PATH'];

  const find = (place: string, more: Partial<Parameters<typeof findInterpreter>[0]> = {}): Promise<Interpreter> =>
    findInterpreter({ folder: join(place, 'backend'), top: place, env: { PATH }, needs: ['django', 'alembic'], ...more });

  test('the active environment comes before those beside the project', async () => {
    const place = top();
    environmentAt(join(place, 'backend/.venv'), oldest);
    const found = await find(place, { env: { PATH, VIRTUAL_ENV: dirname(dirname(newest)) } });
    expect(found).toEqual({
      program: newest,
      because: 'VIRTUAL_ENV',
      version: expect.stringMatching(/^3\.\d+\.\d+$/) as string,
      packages: { django: NEWEST_DJANGO, alembic: '1.20.1' },
      passedOver: [],
    });
  });

  test('the environment beside the project comes before that of the workspace around it', async () => {
    const place = top();
    environmentAt(join(place, '.venv'), newest);
    environmentAt(join(place, 'backend/venv'), oldest);
    expect(await find(place)).toMatchObject({ because: `venv in ${place}/backend`, packages: { django: '4.2.30' } });
    expect(await find(place, { folder: place })).toMatchObject({ because: `.venv in ${place}`, packages: { django: NEWEST_DJANGO } });
  });

  test('an environment without the framework is passed over, in words', async () => {
    const place = top();
    environmentAt(join(place, 'backend/.venv'), 'python3 -I -S');
    environmentAt(join(place, '.venv'), newest);
    const { because, passedOver } = await find(place);
    expect(because).toBe(`.venv in ${place}`);
    expect(passedOver).toEqual([`${place}/backend/.venv/bin/python (.venv in ${place}/backend) has no django and no alembic`]);
  });

  test('what the configuration names is taken or refused, and nothing else tried', async () => {
    const place = top();
    environmentAt(join(place, '.venv'), newest);
    environmentAt(join(place, 'tools/python'), oldest);
    expect(await find(place, { configured: 'tools/python' })).toMatchObject({
      because: 'the configuration names it',
      packages: { django: '4.2.30' },
    });
    await expect(find(place, { configured: 'tools/none' })).rejects.toThrow(
      `no Python here has django and alembic: ${place}/tools/none (the configuration names it) cannot be started`,
    );
  });

  test.each([
    ['poetry', 'poetry env info --executable in'],
    ['pipenv', 'pipenv --py in'],
  ])('%s is asked where its lock lies', async (name, because) => {
    const place = top();
    const program = environmentAt(join(place, 'cache/shop-py3.11'), newest);
    tool(join(place, 'bin'), name, `echo "a warning" >&2; echo ${program}`);
    const found = await find(place, { env: { PATH: `${join(place, 'bin')}:${PATH ?? ''}` } });
    expect(found.because).toContain(because);
    expect(found.packages).toEqual({ django: NEWEST_DJANGO, alembic: '1.20.1' });
  });

  test('poetry is asked where only pyproject.toml speaks of it', async () => {
    const place = specProjectFolder({ 'backend/pyproject.toml': '[build-system]\nbuild-backend = "poetry.core.masonry.api"\n' });
    const program = environmentAt(join(place, 'cache/shop-py3.11'), newest);
    tool(join(place, 'bin'), 'poetry', `echo ${program}`);
    const env = { PATH: `${join(place, 'bin')}:${PATH ?? ''}` };
    expect((await find(place, { env })).because).toBe(`poetry env info --executable in ${place}/backend`);
  });

  test('the layouts of uv and of conda', async () => {
    const place = specProjectFolder({ 'uv.lock': '', 'backend/pyproject.toml': '[tool.uv.workspace]\n' });
    environmentAt(join(place, '.venv'), newest);
    expect((await find(place)).because).toBe(`.venv in ${place}`);
    environmentAt(join(place, 'backend/.conda'), oldest);
    expect((await find(place)).because).toBe(`.conda in ${place}/backend`);
    environmentAt(join(place, 'envs/shop'), newest);
    const conda = await find(place, { env: { PATH, CONDA_PREFIX: join(place, 'envs/shop') } });
    expect(conda).toMatchObject({ because: 'CONDA_PREFIX', packages: { django: NEWEST_DJANGO } });
    expect((await find(place, { env: { PATH, UV_PROJECT_ENVIRONMENT: 'envs/shop' } })).because).toBe('UV_PROJECT_ENVIRONMENT');
  });

  test('pdm has written down which one it uses', async () => {
    const place = specProjectFolder({ 'backend/.pdm-python': `${newest}\n` });
    expect((await find(place)).because).toBe(`.pdm-python in ${place}/backend`);
  });

  test('a framework that merely lies on PATH is never run', async () => {
    const place = top();
    for (const name of ['django-admin', 'alembic', 'flask']) tool(join(place, 'bin'), name, 'touch "$(dirname "$0")/ran"');
    symlinkSync('/nonexistent/python', join(place, 'bin/python3'));
    const env = { PATH: join(place, 'bin') };
    await expect(find(place, { env })).rejects.toThrow('no Python here has django and alembic: python3 (PATH) cannot be started');
  });
});
