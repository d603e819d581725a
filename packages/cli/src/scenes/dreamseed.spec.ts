import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import type { GitRepo } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { findingsOf } from '../testing/report-digest.js';
import { oneleaf } from '../testing/oneleaf.js';
import { attemptPush, runPrePush } from '../testing/push-attempt.js';
import { fixIn, readme, shell, openStory } from '../testing/example-story.js';

const branch = 'feature/zones-ai-requests';
const now = Date.parse('2026-02-17T17:20:00+09:00') / 1000;
const push = ['origin', branch];

const blocked = `error multiple-leaves  backend/alembic/versions would have 2 leaves after landing: 003_org_and_comments, 003_zones_ai_requests
  backend/alembic/versions/003_org_and_comments.py    on origin/main since 117301b, by Hana Okafor, 1 hour ago
  backend/alembic/versions/003_zones_ai_requests.py   yours
  put your migrations behind those on origin/main
fix: npx oneleaf rebase backend/alembic/versions

feature/zones-ai-requests would give backend/alembic/versions a leaf too many on origin/main
`;

test('the push of a second 003 is blocked', async () => {
  expect(await runPrePush(attemptPush(openStory('dreamseed'), push), { now })).toEqual({ output: blocked, complaint: '', exitCode: 1 });
});

test('the README shows what is really printed', () => {
  expect(readFileSync(readme, 'utf8')).toContain(`$ git push origin ${branch}\n${blocked}\`\`\``);
});

test('and what the rebase prints', async () => {
  const { output } = await oneleaf(openStory('dreamseed'), ['rebase'], { now });
  expect(readFileSync(readme, 'utf8')).toContain(`$ npx oneleaf rebase\n${output}\`\`\``);
});

/** Both sides say `revision = "003"`. */
const variant = () => {
  const repo = openStory('dreamseed');
  const respelled = (ref: string, name: string) => {
    const path = `backend/alembic/versions/${name}.py`;
    repo.commit(ref, { [path]: repo.git('show', `${ref}:${path}`).replace(`revision = "${name}"`, 'revision = "003"') });
  };
  respelled('main', '003_org_and_comments');
  repo.git('push', '--quiet', 'origin', 'main');
  respelled(branch, '003_zones_ai_requests');
  return repo;
};

describe('in the variant where both say revision = "003"', () => {
  test('one id is carried by two files, which no merge migration mends', async () => {
    const repo = variant();
    const landed = repo.id('117301b').slice(0, 7);
    const { output, exitCode } = await runPrePush(attemptPush(repo, push), { now });
    expect(output)
      .toBe(`error duplicate-id  backend/alembic/versions has two migrations with the id 003; the framework keeps one and forgets the other
  backend/alembic/versions/003_org_and_comments.py
  backend/alembic/versions/003_zones_ai_requests.py   the one that is kept
fix: give backend/alembic/versions/003_zones_ai_requests.py an id of its own
error multiple-leaves  backend/alembic/versions would have 2 leaves after landing: 003, 003
  backend/alembic/versions/003_org_and_comments.py    on origin/main since ${landed}, by Hana Okafor, 1 hour ago
  backend/alembic/versions/003_zones_ai_requests.py   yours
  give your migration another id
fix: npx oneleaf rebase backend/alembic/versions

feature/zones-ai-requests would give backend/alembic/versions a leaf too many on origin/main
`);
    expect(exitCode).toBe(1);
  });
});

describeWithPython('dreamseed with the real Alembic', python => {
  describe.each(versions)('%s', version => {
    const alembic = (command: string) => `cd backend && python -m alembic ${command}`;

    test('each side is green, and merged they are what Alembic refuses', () => {
      const repo = openStory('dreamseed');
      for (const side of ['main', branch]) {
        repo.git('checkout', '--quiet', side);
        expect(shell(repo, python[version], alembic('heads')).output).toBe(
          `${side === 'main' ? '003_org_and_comments' : '003_zones_ai_requests'} (head)\n`,
        );
        expect(shell(repo, python[version], alembic('upgrade head')).status).toBe(0);
        repo.git('clean', '-fdxq');
      }
      repo.git('merge', '--quiet', '--no-edit', 'main');
      const upgrade = shell(repo, python[version], alembic('upgrade head'));
      expect(upgrade.status).toBe(255);
      expect(upgrade.output).toContain("Multiple head revisions are present for given argument 'head'");
    });

    test('the printed command mends it: the second 003 becomes a 004, one head, and the push goes through', async () => {
      const repo = openStory('dreamseed');
      const { output } = await runPrePush(attemptPush(repo, push), { now });
      expect(fixIn(output)).toBe('npx oneleaf rebase backend/alembic/versions');
      expect(await oneleaf(repo, ['rebase', 'backend/alembic/versions', '--commit'], { now })).toMatchObject({ exitCode: 0 });
      expect(await runPrePush(attemptPush(repo, push), { now })).toEqual({
        output: `${branch} can land on origin/main (117301b)\n`,
        complaint: '',
        exitCode: 0,
      });
      repo.git('fetch', '--quiet');
      repo.git('merge', '--quiet', '--no-edit', 'origin/main');

      expect(findingsOf(await oneleaf(repo, ['check', '--format', 'json'], { now }))).toEqual([]);
      expect(shell(repo, python[version], alembic('heads')).output).toBe('004_zones_ai_requests (head)\n');
      expect(shell(repo, python[version], alembic('upgrade head')).status).toBe(0);
      expect(shell(repo, python[version], alembic('current')).output).toContain('004_zones_ai_requests (head)');
    });
  });
});

/** The branch behind main, with main in it. */
const rebased = async (): Promise<GitRepo> => {
  const repo = openStory('dreamseed');
  expect(await oneleaf(repo, ['rebase', '--commit'], { now })).toMatchObject({ exitCode: 0 });
  repo.git('fetch', '--quiet');
  repo.git('merge', '--quiet', '--no-edit', 'origin/main');
  return repo;
};

/** Every key of the wrong type, with both ends, and that to a table which is gone. */
const expectKeys = (output: string): void => {
  const found = (key: string, own: string, other: string): string =>
    `error mismatched-key  ${key} is Integer and refers to organizations.id, which is UUID\n  backend/${own}: Integer\n  backend/${other}: UUID\n`;
  const [model, revision] = ['app/models/organization.py   line 12', 'alembic/versions/003_org_and_comments.py   line'];
  const plain = output.replace(/ {3,}line/g, '   line');
  expect(plain).toContain(found('teachers.org_id', 'app/models/teacher.py   line 11', model));
  expect(plain).toContain(found('tutors.org_id', 'app/models/tutor.py   line 11', model));
  expect(plain).toContain(found('tutors.org_id', `${revision} 27`, `${revision} 20`));
  expect(plain).toContain(found('teachers.org_id', `${revision} 34`, `${revision} 20`));
  expect(plain).toContain(`error mismatched-key  exam_answers.option_id refers to item_options.id, but no model has that table
  backend/app/models/exam_models.py   line 44: the foreign key
`);
  expect(output.match(/mismatched-key/g)).toHaveLength(5);
};

describe('dreamseed without a database', () => {
  test('every key of the wrong type of dreamseed, in models and migrations, without a database or anything installed', async () => {
    const repo = await rebased();
    const { exitCode, output } = await oneleaf(repo, ['drift', '--sources'], {
      env: { PGHOST: '/nowhere', DATABASE_URL: 'postgresql://nowhere' },
    });
    expect(exitCode).toBe(1);
    expectKeys(output);
    expect(output).toMatch(/^backend {2}alembic, its sources, by \S+ \(3\.\d+\.\S+\)\n/);
    expect(output.replace(/ {3,}line/g, '   line'))
      .toContain(`warning async-url  backend/alembic/env.py passes a postgresql+asyncpg URL to a synchronous engine
  backend/alembic/env.py   line 22: the engine
  backend/.env.example   line 1: the URL, unless the environment sets another one
`);
    expect(output).toMatch(/\n {2}only the sources were read: no database was made, and models and migrations were not compared\n$/);
  });
});

describeWithPython('dreamseed on PostgreSQL', ({ newest }) => {
  // Only so that a machine without PostgreSQL says what it has left out.
  describeWithPostgres('a fresh database', () => {
    const proving = (repo: GitRepo, word: 'verify' | 'drift', driver = 'psycopg2') =>
      oneleaf(repo, [word, 'backend', '--python', newest], {
        env: { DATABASE_URL: `postgresql+${driver}://dreamseed@localhost/dreamseed` },
      });

    const change = (repo: GitRepo, path: string, edit: (text: string) => string): void =>
      repo.write({ [path]: edit(readFileSync(join(repo.path, path), 'utf8')) });
    const retype = (repo: GitRepo): void => {
      const toUuid = (text: string): string => text.replaceAll(/org_id(.*?)(?:sa\.)?Integer(?:\(\))?,/g, 'org_id$1UUID(as_uuid=True),');
      change(repo, 'backend/alembic/versions/003_org_and_comments.py', toUuid);
      for (const model of ['tutor', 'teacher']) {
        change(repo, `backend/app/models/${model}.py`, text => `from sqlalchemy.dialects.postgresql import UUID\n${toUuid(text)}`);
      }
    };

    test('the keys of the wrong type are found in models and migrations, with both ends, whatever the database says', async () => {
      const { exitCode, output } = await proving(await rebased(), 'drift');
      expect(exitCode).toBe(1);
      expectKeys(output);
      expect(output).toMatch(/\n {2}nothing was compared\n$/);
    });

    test('refuses the keys of the wrong type, and proves that they are mended', async () => {
      const repo = await rebased();
      const refused = await proving(repo, 'verify');
      expect(refused.exitCode).toBe(1);
      expect(refused.output).toMatch(
        /^error fresh-install {2}003_org_and_comments cannot be applied to an empty database: DatatypeMismatch: foreign key constraint "tutors_org_id_fkey" cannot be implemented/m,
      );
      retype(repo);
      const unresolved = await proving(repo, 'drift');
      expect(unresolved.exitCode).toBe(1);
      expect(unresolved.output).toContain(
        'error mismatched-key  exam_answers.option_id refers to item_options.id, but no model has that table\n',
      );
      expect(unresolved.output).toMatch(/^error model-drift {2}nothing could be compared: .*NoReferencedTableError: /m);
      change(repo, 'backend/app/models/exam_models.py', text => text.replace(', ForeignKey("item_options.id", ondelete="SET NULL")', ''));
      const { exitCode, output } = await proving(repo, 'verify');
      expect([exitCode, output]).toEqual([0, expect.stringMatching(/\n {2}fresh install +passed, 4 migrations\n/)]);
      const compared = await proving(repo, 'drift');
      expect([compared.exitCode, compared.output]).toEqual([0, expect.stringMatching(/\n {2}models and migrations agree\n$/)]);
    });

    test('an asynchronous URL below the synchronous engine of env.py is said to be that', async () => {
      const { exitCode, complaint } = await proving(await rebased(), 'verify', 'asyncpg');
      expect([exitCode, complaint]).toEqual([3, expect.stringContaining('env.py opens a synchronous engine on an asynchronous driver\n')]);
    });
  });
});

describeWithPython('dreamseed where both say revision = "003"', python => {
  test.each(versions)('the command mends that too: %s', async version => {
    const repo = variant();
    repo.checkout();
    expect(await oneleaf(repo, ['rebase', '--commit'], { now })).toMatchObject({ exitCode: 0 });
    repo.git('fetch', '--quiet');
    repo.git('merge', '--quiet', '--no-edit', 'origin/main');
    expect(shell(repo, python[version], 'cd backend && python -m alembic heads').output).toBe('004 (head)\n');
    expect(shell(repo, python[version], 'cd backend && python -m alembic upgrade head').status).toBe(0);
  });
});
