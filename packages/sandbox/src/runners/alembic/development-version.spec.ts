import { alembicPay } from '../../testing/alembic-pay.js';
import { describeWithFrameworks, specProjectFolder } from '../../testing/real-frameworks.js';
import { specDatabases } from '../../testing/spec-databases.js';
import { findInterpreter } from '../python/interpreter/interpreter.js';
import { runnerVerbs } from '../python/verbs.js';

/** What Debian 12 calls its Alembic, to Python and to who asks for what is installed. */
const debians = {
  'alembic-1.8.1.dev0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: alembic\nVersion: 1.8.1.dev0\n',
  'sitecustomize.py': 'import alembic\nalembic.__version__ = "1.8.1.dev0"\n',
};

describeWithFrameworks('an Alembic that calls itself 1.8.1.dev0', ({ oldest, postgres }) => {
  const server = specDatabases(postgres);

  test('is found and does what 1.8.1 does', async () => {
    const env = { PATH: process.env['PATH'], PYTHONPATH: specProjectFolder(debians) };
    const project = alembicPay(oldest, {}, { env });
    const interpreter = await findInterpreter({ folder: project.folder, top: project.folder, env, needs: ['alembic'], configured: oldest });
    expect(interpreter.packages).toEqual({ alembic: '1.8.1.dev0' });
    const verbs = runnerVerbs({ ...project, interpreter }, await server.database());
    expect((await verbs.stairway()).ran).toEqual(['a1', 'a2']);
    expect((await verbs.drift()).differences).toEqual([]);
  });
});
