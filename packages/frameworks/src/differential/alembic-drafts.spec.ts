import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alembic } from '../alembic/alembic.js';
import { stockTemplates } from '../alembic/write/stock-templates.js';
import { draftBehindLeaves, NOON, containing, requiredDraft } from '../testing/draft-runs.js';
import { Oracle, type TreeFiles } from '../testing/oracle.js';
import { describeWithPython, versions } from '../testing/python.js';

interface WrittenRevision {
  readonly written: TreeFiles;
  readonly heads: readonly string[];
}

interface Request {
  readonly files: TreeFiles;
  readonly heads: readonly string[];
  readonly id: string;
  readonly message: string;
  readonly now: number;
  readonly zone: string;
  readonly flask?: string;
}

class Writer extends Oracle<WrittenRevision> {
  constructor(python: string) {
    super(
      python,
      'alembic_writer.py',
      (reply): reply is WrittenRevision => typeof reply === 'object' && reply !== null && 'heads' in reply,
    );
  }

  override ask(request: Request): Promise<WrittenRevision> {
    return super.ask(request);
  }
}

const revision = (id: string, down: string | null): string =>
  `revision = '${id}'\ndown_revision = ${down === null ? 'None' : `'${down}'`}\n`;
const ini = (...options: readonly string[]): string => ['[alembic]', 'script_location = %(here)s/db', ...options, ''].join('\n');

const usual: TreeFiles = {
  'alembic.ini': ini(),
  'db/env.py': '',
  'db/script.py.mako': stockTemplates.annotated,
  'db/versions/a1.py': revision('a1', null),
  'db/versions/b2.py': revision('b2', 'a1'),
};
const forked: TreeFiles = { ...usual, 'db/versions/c3.py': revision('c3', 'a1') };
const named = (template: string, ...more: readonly string[]): TreeFiles => ({
  ...usual,
  'alembic.ini': ini(`file_template = ${template}`, ...more),
});

const conditions = `"""\${message}\\
 (\${up_revision})
## nobody reads this
% if down_revision is None:
The first.
% elif depends_on or branch_labels:
Odd.
% else:
After \${down_revision | comma,n}, \${(repr(down_revision))}, \${down_revision}.
  % if not imports and message != "x":
%% done
  % endif
% endif
<%doc>
  nor this
</%doc>
"""
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
branch_labels = \${branch_labels or "None"}
depends_on = \${str(depends_on)}
created = '\${create_date}'
`;

/** A tree, and the message that the user gives. */
const rows: readonly (readonly [string, TreeFiles, string])[] = [
  ['behind one', usual, 'Add tax'],
  ['behind two', forked, 'Join them'],
  ['with the template of old', { ...usual, 'db/script.py.mako': stockTemplates.plain }, 'Add tax'],
  ['with conditions, comments and filters', { ...usual, 'db/script.py.mako': conditions }, 'Add tax'],
  ['with conditions, behind two', { ...forked, 'db/script.py.mako': conditions }, 'Join'],
  ['as the first', { 'alembic.ini': ini(), 'db/env.py': '', 'db/script.py.mako': conditions, 'db/versions/__init__.py': '' }, 'start'],
  ['with line ends of Windows', { ...usual, 'db/script.py.mako': stockTemplates.plain.replaceAll('\n', '\r\n') }, 'Add tax'],
  ['with a long message', usual, 'a message that goes on beyond the forty letters of a slug, and on'],
  ['with one long word', usual, 'x'.repeat(50)],
  ['with marks', usual, "Größe, 2nd -- it's \u0939\u093f\u0928\u094d\u0926\u0940!"],
  ['with a short slug', named('%%(slug)s-%%(rev)s', 'truncate_slug_length = 8'), 'add tax to all'],
  ['with a slug of no length', named('%%(slug)s-%%(rev)s', 'truncate_slug_length = 0'), 'add tax to all'],
  ['by date', named('%%(year)d_%%(month).2d_%%(day).2d_%%(hour).2d%%(minute).2d-%%(rev)s_%%(slug)s'), 'Add tax'],
  ['by date, padded otherwise', named('%%(year)5d_%%(month)02d_%%(day)-4s_%%(second)i_%%(slug).3s_%%%%'), 'Add tax'],
  ['by epoch', named('%%(epoch)s_%%(rev).4s'), 'Add tax'],
  ['with a comment behind', named('%%(rev)s'), 'Add tax'],
];

const newestOnly: readonly (readonly [string, TreeFiles, string])[] = [
  ['into folders by date', named('%%(year)d/%%(month).2d/%%(rev)s', 'recursive_version_locations = true'), 'Add tax'],
  ['in a zone', named('%%(day)d_%%(hour)d_%%(slug)s', 'timezone = Asia/Tokyo'), 'Add tax'],
  ['in UTC', { ...usual, 'alembic.ini': ini('timezone = utc') }, 'Add tax'],
  ['west of Greenwich', { ...usual, 'alembic.ini': ini('timezone = America/St_Johns') }, 'Add tax'],
  [
    'as pyproject.toml says',
    {
      ...usual,
      'alembic.ini': '[other]\n',
      'pyproject.toml': `[tool.alembic]\nscript_location = "%(here)s/db"\nfile_template = "%%(year)d_%%(slug)s"\ntruncate_slug_length = 4\n`,
    },
    'Add tax',
  ],
];

describeWithPython('a draft is what Alembic would write', python => {
  for (const version of versions) {
    const real = new Writer(python[version]);
    afterAll(() => real.close());

    const compare = async (files: TreeFiles, message: string, zone = 'UTC'): Promise<void> => {
      const ours = requiredDraft(alembic, files, { name: message, timeZone: zone }, 'db/versions');
      const id = ours.literal;
      const heads = 'db/versions/c3.py' in files ? ['b2', 'c3'] : [];
      const theirs = await real.ask({ files, heads, id, message, now: NOON, zone });
      expect({ [ours.path]: ours.text }).toEqual(theirs.written);
      expect([theirs.heads, ours.notes]).toEqual([[id], []]);
    };

    test.each(rows)(`${version}: %s`, (_, files, message) => compare(files, message));
    test(`${version}: the stock templates are its own`, () => {
      const own = ['generic', 'async'].map(name => packaged(python[version], `alembic/templates/${name}/script.py.mako`));
      const stock = version === 'newest' ? stockTemplates.annotated : stockTemplates.plain;
      expect(own).toEqual([stock, stock]);
    });

    test(`${version}: at a local hour`, () => compare(named('%%(day)d_%%(hour)d_%%(rev)s'), 'Add tax', 'Pacific/Auckland'));
    if (version === 'newest') test.each(newestOnly)(`${version}: %s`, (_, files, message) => compare(files, message));
  }

  const multidb = ['alembic/templates/multidb', 'flask_migrate/templates/flask-multidb', 'flask_migrate/templates/aioflask-multidb'];

  test.each(multidb)('newest: %s is left to Alembic', name => {
    const files = { ...usual, 'db/script.py.mako': packaged(python.newest, `${name}/script.py.mako`) };
    expect(draftBehindLeaves(alembic, files, { name: 'Add tax' })).toEqual({ reason: containing('one function for each database') });
  });

  test.each(['flask', 'aioflask'])("newest: Flask-Migrate's template %s", async name => {
    const own = packaged(python.newest, `flask_migrate/templates/${name}/script.py.mako`);
    const files: TreeFiles = {
      'migrations/alembic.ini': '[alembic]\n',
      'migrations/env.py': '',
      'migrations/script.py.mako': own,
      'migrations/versions/a1.py': revision('a1', null),
    };
    const ours = requiredDraft(alembic, files, { name: 'Add tax' });
    const writer = new Writer(python.newest);
    const theirs = await writer.ask({
      files,
      heads: [],
      id: ours.literal,
      message: 'Add tax',
      now: NOON,
      zone: 'UTC',
      flask: 'migrations',
    });
    writer.close();
    expect({ [ours.path]: ours.text }).toEqual(theirs.written);
  });
});

/** A file of a package that the interpreter has. */
function packaged(python: string, path: string): string {
  const places = execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'], { encoding: 'utf8' });
  return readFileSync(join(places.trim(), path), 'utf8');
}
