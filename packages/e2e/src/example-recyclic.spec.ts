import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { exampleFiles } from './testing/examples.js';
import { workspace, type ProgramOutput, type Workspace } from './testing/workspace.js';

/** What a visitor of the API is answered, called as a WSGI server calls it. */
const VISIT = `
from wsgiref.util import setup_testing_defaults
from app.main import app

environ = {}
setup_testing_defaults(environ)
print(b"".join(app(environ, lambda status, headers: print(status))).decode())
`;

const SCHEMA = `
import os
from sqlalchemy import create_engine, inspect

found = inspect(create_engine(os.environ["DATABASE_URL"]))
print(*sorted(found.get_table_names()))
print(*[one["name"] for one in found.get_unique_constraints("users") if one["column_names"] == ["email"]])
`;

/** Runs Python in `api/`, with a database of its people's. */
function python({ path, env }: Workspace, program: string, database: string, ...args: readonly string[]): ProgramOutput {
  const { status, stdout, stderr } = spawnSync(program, ['-B', ...args], {
    cwd: join(path, 'api'),
    env: { ...env, DATABASE_URL: database },
    encoding: 'utf8',
  });
  return { exitCode: status ?? -1, output: (stdout + stderr).trim() };
}

describeWithPython('recyclic, from the tarball', interpreters => {
  describeWithPostgres('beside a database of its own', server => {
    test.each(versions)('the missing migration, on Alembic %s', async version => {
      const program = interpreters[version];
      const place = workspace({ nx: 'none', files: { ...exampleFiles('recyclic'), '.gitignore': 'node_modules\n' } });
      const developers = await server.database();
      const on = (database: string, ...args: readonly string[]): ProgramOutput => python(place, program, database, ...args);
      expect(on(developers, '-m', 'alembic', 'upgrade', 'head').exitCode).toBe(0);
      expect(on(developers, '-c', VISIT).output).toMatch(/^500 .*relation "email_logs" does not exist/s);

      const asked = ['generate', '-m', 'Log of mails', '--python', program, '--pg-bin', process.env['ONELEAF_POSTGRES'] ?? ''];
      const { exitCode, output } = await place.bin('oneleaf', asked, { DATABASE_URL: developers });
      expect([exitCode, output]).toEqual([1, expect.stringContaining('error held-back  DropConstraint users.uq_users_email')]);
      const path = /^wrote (\S+)$/m.exec(output)?.[1] ?? '';
      // Neither the compose file nor anything else has been touched.
      expect(place.git('status', '--short', '--untracked-files=all')).toBe(`?? ${path}`);
      expect(on(developers, '-m', 'alembic', 'current').output).toContain('8d2f60b1c4e7');

      const fresh = await server.database();
      expect(on(fresh, '-m', 'alembic', 'upgrade', 'head').exitCode).toBe(0);
      expect(on(fresh, '-c', SCHEMA).output).toBe('alembic_version categories deposits email_logs sites users\nuq_users_email');
      expect(on(fresh, '-c', VISIT).output).toBe('200 OK\n{"users": 0, "deposits": 0, "email_logs": 0}');
      expect(on(developers, '-m', 'alembic', 'upgrade', 'head').exitCode).toBe(0);
      expect(on(developers, '-c', SCHEMA).output).toContain('uq_users_email');
    });
  });
});
