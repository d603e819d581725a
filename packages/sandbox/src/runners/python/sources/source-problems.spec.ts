import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { describeWithFrameworks, specProjectFolder, testedVersions } from '../../../testing/real-frameworks.js';
import { writeRunnerFiles } from '../runner-files.js';
import type { MismatchedKeyProblem, SourceProblem } from '../result/source-problem.js';

type Sources = Readonly<Record<string, string>>;

/** A model, so that the file is looked at. */
const model = (name: string): string => `class ${name}:\n    __tablename__ = "${name.toLowerCase()}"\n`;

const EACH_OTHER: Sources = {
  'one.py': `from two import Two\n${model('One')}`,
  'two.py': `from one import One\n${model('Two')}`,
};
const instead = (path: string, text: string): Sources => ({ ...EACH_OTHER, [path]: text });

/** Sources, and what is found: who wants what of whom. */
const imports: readonly (readonly [string, Sources, readonly string[]])[] = [
  ['each other', EACH_OTHER, ['two.py:1 One one.py:1']],
  ['one after what the other wants', instead('one.py', `${model('One')}from two import Two\n`), ['one.py:3 Two two.py:1']],
  [
    'each after what the other wants',
    { 'one.py': `${model('One')}from two import Two\n`, 'two.py': `${model('Two')}from one import One\n` },
    [],
  ],
  [
    'a third between',
    { ...instead('two.py', `import three\n${model('Two')}`), 'three.py': 'from one import One\n' },
    ['three.py:1 One one.py:1'],
  ],
  [
    'only where what has no model comes first',
    { 'one.py': `${model('One')}from plain import total\n`, 'plain.py': 'from one import One\ntotal = 1\n' },
    ['one.py:3 total plain.py:1'],
  ],
  ['as modules', { 'one.py': `import two\n${model('One')}`, 'two.py': `import one\n${model('Two')}` }, []],
  ['in a function', instead('two.py', `def f():\n    from one import One\n${model('Two')}`), []],
  [
    'for types alone',
    instead('two.py', `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from one import One\n${model('Two')}`),
    [],
  ],
  [
    'and something for types alone',
    instead('two.py', `from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import one\nfrom one import One\n${model('Two')}`),
    ['two.py:4 One one.py:1'],
  ],
  [
    'by a package that depends on something',
    {
      'm/__init__.py': 'if True:\n    import m.one\nimport m.two\n',
      'm/one.py': `${model('One')}from m.two import Two\n`,
      'm/two.py': `from m.one import One\n${model('Two')}`,
    },
    [],
  ],
  [
    'in a with',
    instead('two.py', `import contextlib\nwith contextlib.suppress(KeyError):\n    from one import One\n${model('Two')}`),
    ['two.py:3 One one.py:1'],
  ],
  [
    'of one that answers for anything, and wants of the other',
    instead('one.py', `def __getattr__(name):\n    return 1\nfrom two import Two\n${model('One')}`),
    ['one.py:3 Two two.py:1'],
  ],
  [
    'one after the other, by the package',
    {
      'm/__init__.py': 'from m.one import One\nfrom m.two import Two\n',
      'm/one.py': model('One'),
      'm/two.py': `from .one import One\n${model('Two')}`,
    },
    [],
  ],
  [
    'of the package, before it is there',
    { 'm/__init__.py': 'from m.one import One\ndb = 1\n', 'm/one.py': `from m import db\n${model('One')}` },
    ['m/one.py:1 db m/__init__.py:1'],
  ],
  [
    'of the package, when it is there',
    { 'm/__init__.py': 'db = 1\nfrom m.one import One\n', 'm/one.py': `from . import db\n${model('One')}` },
    [],
  ],
  [
    'a module of the package',
    { 'm/__init__.py': 'from m.one import One\n', 'm/one.py': `from m import two\n${model('One')}`, 'm/two.py': 'from m import one\n' },
    [],
  ],
  ['all that is there by a star', instead('two.py', `from one import *\n${model('Two')}`), ['one.py:1 Two two.py:1']],
];

const MAKE = 'def make():\n    app = object()\n    setup(app)\n    return app\n';
const MAIN = `from database import setup\n${MAKE}`;
const DATABASE = 'db = object()\ndef setup(app):\n    db.init_app(app)\n';

const calls: readonly (readonly [string, Sources, readonly string[]])[] = [
  ['once', { 'database.py': DATABASE, 'main.py': MAIN }, []],
  [
    'again where the application is made',
    { 'database.py': DATABASE, 'main.py': `import database\n${MAIN}app = make()\ndatabase.db.init_app(app)\n` },
    ['main.py:8 db database.py:3'],
  ],
  [
    'again in another program',
    {
      'database.py': DATABASE,
      'main.py': MAIN,
      'wsgi.py':
        'from main import make\nfrom database import db as base\napp = make()\nif __name__ == "__main__":\n    base.init_app(app)\n',
    },
    ['wsgi.py:5 db database.py:3'],
  ],
  ['again in the function itself', { 'database.py': `${DATABASE}    db.init_app(app)\n` }, ['database.py:4 db database.py:3']],
  [
    'again, of a module that hands it on',
    {
      'database.py': DATABASE,
      'm.py': 'from database import db, setup\n',
      'main.py': 'import m\napp = object()\nm.setup(app=app)\nm.db.init_app(app)\n',
    },
    ['main.py:4 db database.py:3'],
  ],
  ['for two applications', { 'database.py': `${DATABASE}db.init_app(one)\ndb.init_app(two)\n` }, []],
  [
    'for another application of the same name',
    { 'database.py': 'db = object()\napp = 1\ndb.init_app(app)\napp = 2\ndb.init_app(app)\n' },
    [],
  ],
  ['of two extensions', { 'database.py': 'db = 1\nma = 2\ndb.init_app(app)\nma.init_app(app)\n' }, []],
  ['under a condition', { 'database.py': `${DATABASE}    if not ready(app):\n        db.init_app(app)\n` }, []],
  [
    'of what is handed in',
    {
      'database.py': 'def setup(app, db):\n    db.init_app(app)\n',
      'main.py': 'from database import setup\nsetup(app, one)\nsetup(app, two)\n',
    },
    [],
  ],
  [
    'of what is handed to two functions',
    {
      'main.py': 'def one(app, db):\n    db.init_app(app)\ndef two(app, db):\n    db.init_app(app)\none(app, a)\ntwo(app, b)\n',
    },
    [],
  ],
  [
    'for what may be another application by then',
    { 'database.py': `${DATABASE}db.init_app(app)\nif again:\n    app = other\ndb.init_app(app)\n` },
    [],
  ],
  [
    'in two functions that nobody calls one after the other',
    { 'main.py': 'db = 1\ndef one(app):\n    db.init_app(app)\ndef two(app):\n    db.init_app(app)\n' },
    [],
  ],
  [
    'beside what this Python cannot read',
    { 'database.py': `${DATABASE}    db.init_app(app)\n`, 'old.py': 'print "db.init_app(app)"\n' },
    ['database.py:4 db database.py:3'],
  ],
];

const shown = ({ path, line }: SourceProblem['at']): string => `${path}:${line}`;
const misfit = ({ name, target, at, end }: MismatchedKeyProblem): string =>
  `${shown(at)} ${name} ${end ? `${end.types.join(' ')} ${shown(end.place)}` : `no ${target}`}`;

const ORGANIZATION = `from sqlalchemy import Column, ForeignKey, Integer, Text
from sqlalchemy.dialects.postgresql import UUID
class Organization(Base):
    __tablename__ = "organizations"
    id = Column(UUID(as_uuid=True), primary_key=True)
`;
const tutor = (key: string): string => `${ORGANIZATION}class Tutor(Base):\n    __tablename__ = "tutors"\n    org_id = ${key}\n`;
const WRONG = 'models.py:8 tutors.org_id Integer UUID models.py:5';
const KEY = 'ForeignKey("organizations.id")';

const revision = (id: string, ...lines: readonly string[]): string =>
  `import sqlalchemy as sa\nfrom alembic import op\nrevision = "${id}"\ndown_revision = None\ndef upgrade():\n${lines.map(line => `    ${line}\n`).join('')}`;
const MADE = [
  'op.create_table("organizations", sa.Column("id", sa.UUID()))',
  'op.create_table("tutors", sa.Column("org_id", sa.Integer()))',
];
const LINKED = 'op.create_foreign_key(None, "tutors", "organizations", ["org_id"], ["id"])';

const keys: readonly (readonly [string, Sources, readonly string[]])[] = [
  ['of another type', { 'models.py': tutor(`Column(Integer, ${KEY})`) }, [WRONG]],
  ['of the same type', { 'models.py': tutor(`Column(UUID, ${KEY})`) }, []],
  ['of the type of what it refers to', { 'models.py': tutor(`Column(${KEY})`) }, []],
  ['of a type of the project’s own', { 'models.py': tutor(`Column(Guid(), ${KEY})`) }, []],
  [
    'of a type that only has the name',
    { 'models.py': tutor(`Column(Integer, ${KEY})`).replace('from sqlalchemy.dialects.postgresql', 'from guid') },
    [],
  ],
  ['with a name of its own', { 'models.py': tutor(`Column("organization", Integer, ${KEY})`) }, [WRONG.replace('org_id', 'organization')]],
  [
    'with annotations',
    { 'models.py': tutor(`1\n    org: Mapped[int] = mapped_column(Integer, ${KEY})`) },
    [WRONG.replace('8 tutors.org_id', '9 tutors.org')],
  ],
  [
    'to what a base has',
    {
      'base.py': 'from sqlalchemy import Column, Integer\nclass Timed:\n    id = Column(Integer)\n',
      'models.py': `from base import Timed\nfrom sqlalchemy import Column, ForeignKey, Text\nclass One(Timed):\n    __tablename__ = "ones"\n    one_id = Column(Text, ForeignKey("ones.id"))\n`,
    },
    ['models.py:5 ones.one_id Text Integer base.py:3'],
  ],
  ['in another schema', { 'models.py': tutor('Column(Integer, ForeignKey("other.organizations.id"))') }, []],
  [
    'to what no model has',
    { 'models.py': tutor('Column(Integer, ForeignKey("tenants.id"))') },
    ['models.py:8 tutors.org_id no tenants.id'],
  ],
  [
    'to a class that is commented out',
    { 'models.py': `${tutor('Column(Integer, ForeignKey("tenants.id"))')}#     __tablename__ = "tenants"\n` },
    ['models.py:8 tutors.org_id no tenants.id'],
  ],
  [
    'to what something else names',
    { 'models.py': tutor('Column(Integer, ForeignKey("tenants.id"))'), 'other.py': 'make("tenants")\n' },
    [],
  ],
  [
    'to what a class is called',
    { 'models.py': `${tutor('Column(Integer, ForeignKey("tenant_unit.id"))')}class TenantUnit(db.Model):\n    pass\n` },
    [],
  ],
  [
    'to what two say differently',
    { 'models.py': tutor(`Column(Integer, ${KEY})`), 'old.py': ORGANIZATION.replace('UUID(as_uuid=True)', 'Integer') },
    [],
  ],
  ['of a revision', { 'a.py': revision('a', ...MADE), 'b.py': revision('b', LINKED) }, ['b.py:6 tutors.org_id Integer UUID a.py:6']],
  [
    'of a revision, in the table',
    {
      'a.py': revision(
        'a',
        MADE[0] ?? '',
        'op.create_table("tutors", sa.Column("org_id", sa.Integer()), sa.ForeignKeyConstraint(["org_id"], ["organizations.id"]))',
      ),
    },
    ['a.py:7 tutors.org_id Integer UUID a.py:6'],
  ],
  [
    'of a revision that alters it first',
    { 'a.py': revision('a', ...MADE), 'b.py': revision('b', 'op.alter_column("tutors", "org_id", type_=sa.UUID())', LINKED) },
    [],
  ],
  [
    'of a revision that alters it with SQL',
    { 'a.py': revision('a', ...MADE), 'b.py': revision('b', 'op.execute("ALTER TABLE tutors ALTER org_id TYPE uuid USING NULL")', LINKED) },
    [],
  ],
];

describeWithFrameworks('problems of the sources', outside => {
  const complaints = (python: string, folder: string, script: string): string =>
    spawnSync(python, ['-B', '-c', script], { cwd: folder, encoding: 'utf8' }).stderr;

  const problems = (python: string, folder: string): readonly string[] => {
    const runner = dirname(writeRunnerFiles(specProjectFolder({})));
    const script = `import sys; sys.path.append(sys.argv[1])\nimport json, oneleaf_source_problems\nprint(json.dumps(oneleaf_source_problems.problems()))`;
    const { stdout, stderr } = spawnSync(python, ['-B', '-c', script, runner], { cwd: folder, encoding: 'utf8' });
    expect(stderr).toBe('');
    const found = JSON.parse(stdout) as readonly SourceProblem[];
    return found.map(slip =>
      'before' in slip ? `${shown(slip.at)} ${slip.name} ${shown(slip.before)}` : slip.rule === 'mismatched-key' ? misfit(slip) : slip.rule,
    );
  };

  describe.each(testedVersions)('%s', version => {
    test.each(imports)('imports: %s', (_name, files, expected) => {
      expect(problems(outside[version], specProjectFolder(files))).toEqual(expected);
    });

    test.each(keys)('a key %s', (_name, files, expected) => {
      expect(problems(outside[version], specProjectFolder(files))).toEqual(expected);
    });

    test.each(calls)('init_app: %s', (_name, files, expected) => {
      expect(problems(outside[version], specProjectFolder(files))).toEqual(expected);
    });
  });

  test.each(imports)('Python itself fails where something is found, and nowhere else: %s', (_name, files, expected) => {
    const folder = specProjectFolder(files);
    const modules = Object.keys(files).map(path => path.replace(/(?:\/__init__)?\.py$/, '').replaceAll('/', '.'));
    const errors = modules.map(name => complaints(outside.newest, folder, `import ${name}`)).filter(error => error !== '');
    expect(errors.filter(error => !error.includes('ImportError: cannot import name'))).toEqual([]);
    expect(errors.length > 0).toBe(expected.length > 0);
  });
});
