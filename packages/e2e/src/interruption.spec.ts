import { describeWithPython } from '@oneleaf/frameworks/testing';
import { scratch } from '@oneleaf/git/testing';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exampleFiles } from './testing/examples.js';
import { alembicRevision } from './testing/project-files.js';
import { workspace } from './testing/workspace.js';

const versions = 'services/ledger/alembic/versions';
const ledger = Object.entries(exampleFiles('nx-alembic')).filter(([path]) => path.startsWith('services/ledger/'));
const models = String(new Map(ledger).get('services/ledger/models.py'));
const files = {
  ...Object.fromEntries(ledger),
  'services/ledger/models.py': `${models}\n\nclass Fee(Base):\n    __tablename__ = "fees"\n    id: Mapped[int] = mapped_column(primary_key=True)\n`,
  // Says that it has begun, and sleeps where a revision of this name lies beside it.
  [`${versions}/slow.py`]: `import os
import time

${alembicRevision('slow', '8c42d7e6aa10')}

def upgrade():
    if any(os.environ["BESIDE"] in name for name in os.listdir(os.path.dirname(__file__))):
        open(os.environ["BEGUN"], "w").close()
        time.sleep(600)


def downgrade():
    pass
`,
};

describeWithPython('a command that is stopped with Ctrl-C', ({ newest }) => {
  test.each([
    ['verify', [], 'slow'],
    ['generate, while it proves what it has written', ['-m', 'fees', '--base', 'main'], 'fees'],
  ])('%s: nothing is left when the prompt is back', async (words, more, beside) => {
    const place = workspace({ nx: 'none', files: { ...files, '.gitignore': 'node_modules\n__pycache__\n' } });
    const TMPDIR = join(scratch(), 'tmp');
    mkdirSync(TMPDIR);
    const begun = join(scratch(), 'begun');
    const [word = ''] = words.split(',');
    const child = spawn(join(place.path, 'node_modules/.bin/oneleaf'), [word, ...more, '--python', newest], {
      cwd: place.path,
      env: { ...place.env, TMPDIR, BEGUN: begun, BESIDE: beside },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
    const ended = once(child, 'close');
    while (!existsSync(begun) && child.exitCode === null) await pause(20);
    expect(said).toBe('');
    child.kill('SIGINT');
    expect([...((await ended) as unknown[]), said]).toEqual([
      null,
      'SIGINT',
      'error: stopped by SIGINT, and what was made for this command is gone\n',
    ]);
    expect([readdirSync(TMPDIR), place.git('status', '--short')]).toEqual([[], '']);
  });
});
