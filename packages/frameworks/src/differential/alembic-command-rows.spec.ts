import { alembicCommandLine } from '../alembic/run/command-line.js';
import { graphsIn } from '../testing/source-graphs.js';
import { agreeWithAlembic } from '../testing/agreement.js';
import {
  downRevision,
  filesBelow,
  branchLabels,
  dependsOn,
  scriptDirectory,
  versionFiles as folder,
  environmentFiles,
} from '../testing/alembic/revision-files.js';
import { readOne as read } from '../testing/alembic/fact-rows.js';
import { AlembicOracle, type AlembicRequest } from '../testing/alembic/oracle.js';
import type { TreeFiles } from '../testing/oracle.js';
import { describeWithPython, versions, type FrameworkVersion } from '../testing/python.js';

const base = [downRevision()];
const forked = scriptDirectory({ a1: base, b2: [downRevision('a1')], c2: [downRevision('a1')] });
const effective = scriptDirectory({ a1: base, b2: [downRevision('a1')], c2: [downRevision('a1'), dependsOn('b2')] });
const permanent = scriptDirectory({
  a1: [downRevision(), branchLabels('pre')],
  a2: [downRevision('a1')],
  b1: [downRevision(), branchLabels('post')],
});
const long = scriptDirectory({ abcdef: base, b2: [downRevision('abcdef')] });

const several =
  "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, " +
  "'<branchname>@head' to narrow to a specific head, or 'heads' for all heads";

/** A fact, a tree, a command, and how it ends. */
type Row = [fact: string, files: TreeFiles, command: string, ran: object];

const prints = (out: string): object => ({ out, error: null });
/** Exit 255. */
const fails = (message: string): object => ({ out: `FAILED: ${message}\n`, error: { type: 'SystemExit', message: '-1' } });
/** A traceback, and exit 1. */
const raises = (type: string, message: string): object => ({ out: '', error: { type, message } });

const rows: Row[] = [
  ['heads lists two heads and exits with 0', forked, 'alembic heads', prints('b2 (head)\nc2 (head)\n')],
  ['upgrade head refuses two heads', forked, 'alembic upgrade head', fails(several)],
  ['upgrade heads does not', forked, 'alembic upgrade heads', prints('')],
  [
    'revision refuses two heads',
    forked,
    'alembic revision',
    fails('Multiple heads are present; please specify the head revision on which the new revision should be based, or perform a merge.'),
  ],
  [
    'revision refuses what is no head',
    forked,
    'alembic revision --head a1',
    fails('Revision a1 is not a head revision; please specify --splice to create a new branch from this revision'),
  ],
  ['an effective head', effective, 'alembic heads', prints('b2 (effective head)\nc2 (head)\n')],
  ['heads --resolve-dependencies lists real heads', effective, 'alembic heads --resolve-dependencies', prints('c2 (head)\n')],
  ['upgrade head refuses two heads of which one is effective', effective, 'alembic upgrade head', fails(several)],
  ['upgrade heads takes them', effective, 'alembic upgrade heads', prints('')],
  ['several bases: upgrade head still needs one head', permanent, 'alembic upgrade head', fails(several)],
  ['two permanent heads: upgrade of one', permanent, 'alembic upgrade pre@head', prints('')],
  [
    'duplicates: upgrade head says that there are several',
    scriptDirectory({ a1: base, x: 'revision = "a1"\ndown_revision = None\n' }),
    'alembic heads && alembic upgrade head',
    { out: expect.stringMatching(/^a1 \(head\)\na1 \(head\)\nFAILED: Multiple head revisions are present/) as string },
  ],
  [
    'a missing parent: a bare KeyError',
    scriptDirectory({ b2: [downRevision('nope1111')] }),
    'alembic heads',
    raises('KeyError', "'nope1111'"),
  ],
  ['ids: the first letter is enough', long, 'alembic upgrade a', prints('')],
  ['ids: but not of one that has less than four', long, 'alembic upgrade b', fails("Can't locate revision identified by 'b'")],
  ['ids: relative ones', long, 'alembic upgrade +1 && alembic upgrade abcdef+1 && alembic upgrade head-1', prints('')],
  ['ids: relative ones along a branch', permanent, 'alembic upgrade pre@+2', prints('')],
  ['ids: what is forbidden', long, 'alembic revision --rev-id a-b', fails("Character(s) '-' not allowed in revision identifier 'a-b'")],
  [
    'branch_labels: one that is taken',
    scriptDirectory({ a1: [downRevision(), branchLabels('shop')], b2: [downRevision('a1'), branchLabels('a1')] }),
    'alembic heads',
    raises('RevisionError', "Branch name 'a1' in revision b2 already used by revision a1"),
  ],
];

/** Loops, and what Alembic says of each: `heads` ends in a traceback, `upgrade` catches it. */
const loops: [type: string, files: TreeFiles, message: string][] = [
  ['LoopDetected', scriptDirectory({ a1: [downRevision('a1')] }), 'Self-loop is detected in revisions (a1)'],
  ['CycleDetected', scriptDirectory({ a1: [downRevision('b2')], b2: [downRevision('a1')] }), 'Cycle is detected in revisions (a1, b2)'],
  [
    'DependencyLoopDetected',
    scriptDirectory({ a1: [downRevision(), dependsOn('a1')] }),
    'Dependency self-loop is detected in revisions (a1)',
  ],
  [
    'DependencyCycleDetected',
    scriptDirectory({ a1: [downRevision(), dependsOn('b1')], b1: [downRevision(), dependsOn('a1')] }),
    'Dependency cycle is detected in revisions (a1, b1)',
  ],
];

/** What a command writes: the path, and what its file says. */
const written: [fact: string, files: TreeFiles, command: string, file: readonly [path: RegExp, says: RegExp]][] = [
  [
    'merge joins all heads',
    forked,
    'alembic merge heads --rev-id d3',
    [/^migrations\/versions\/d3_\.py$/, /^down_revision = \('b2', 'c2'\)$/m],
  ],
  [
    'revision --depends-on takes a part of an id and writes the whole',
    long,
    'alembic revision --rev-id c3 --depends-on abcd',
    [/c3_.py$/, /^depends_on = '?abcdef'?$/m],
  ],
  [
    'file_template: the default is id_slug, the slug cut at 40',
    long,
    `alembic revision --rev-id c3 -m "${'Add a tax '.repeat(5)}"`,
    [/^migrations\/versions\/c3_add_a_tax_add_a_tax_add_a_tax_add_a_tax_\.py$/, /^revision = 'c3'$/m],
  ],
];

const dated = (...options: readonly string[]): TreeFiles => scriptDirectory({ a1: base }, 'file_template = %%(year)d/%%(rev)s', ...options);
const inFolder = { written: { [`migrations/versions/${new Date().getFullYear()}/b2.py`]: expect.any(String) as string } };
const noFolder = { ran: { error: { type: 'FileNotFoundError' } }, written: {} };

/** Where the versions differ. */
const differences: [fact: string, request: AlembicRequest, answers: Readonly<Record<FrameworkVersion, object>>][] = [
  [
    'file_template: a folder in it is made, and not read',
    { files: dated(), command: 'alembic revision --rev-id b2' },
    { newest: { ...inFolder, graph: { leaves: ['a1'] } }, oldest: noFolder },
  ],
  [
    'file_template: unless recursive_version_locations is set',
    { files: dated('recursive_version_locations = true'), command: 'alembic revision --rev-id b2' },
    { newest: { ...inFolder, graph: { leaves: ['b2'] } }, oldest: noFolder },
  ],
];

const fork = { a1: base, b2: [downRevision('a1')], c2: [downRevision('a1')] };
const flask: TreeFiles = { ...folder(fork), ...environmentFiles(), 'migrations/alembic.ini': '[alembic]\n' };

/** Two heads: the command that Oneleaf gives, run as it stands, leaves one. */
const mended: [command: string, request: AlembicRequest, only?: FrameworkVersion][] = [
  ['alembic merge heads', { files: forked }],
  ['cd server && alembic merge heads', { files: filesBelow('server', forked) }],
  [
    'alembic -c alembic_x.ini -n core merge heads',
    {
      files: { ...folder(fork), ...environmentFiles(), 'alembic_x.ini': '[core]\nscript_location = migrations\n' },
      ini: 'alembic_x.ini',
      section: 'core',
    },
  ],
  ['flask db merge heads', { files: flask, flask: 'migrations' }],
  [
    'flask db merge heads --directory db',
    { files: { ...folder(fork, 'db/versions'), ...environmentFiles('db'), 'db/alembic.ini': '[alembic]\n' }, flask: 'db' },
  ],
];

/** What the frameworks' own templates look like. */
const own: [fact: string, request: AlembicRequest, only?: FrameworkVersion][] = [
  [
    'what init and revision write',
    { files: {}, command: 'alembic init migrations && alembic revision --rev-id a1 -m "Add tax" && alembic revision --rev-id b2' },
  ],
  [
    'what init and revision of Flask-Migrate write',
    {
      files: {},
      command: 'flask db init && flask db revision --rev-id a1 -m "Add tax" && flask db revision --rev-id b2',
      flask: 'migrations',
    },
    'newest',
  ],
  [
    'the multidb template of Flask-Migrate: one graph for several engines',
    {
      files: {},
      command: 'flask db init --multidb && flask db revision --rev-id a1 && flask db revision --rev-id b2',
      flask: 'migrations',
    },
    'newest',
  ],
];

describeWithPython("facts about Alembic's commands", python => {
  for (const version of versions) {
    const alembic = new AlembicOracle(python[version]);
    afterAll(() => alembic.close());
    const here = <R extends readonly [string, unknown, FrameworkVersion?]>(table: readonly R[]): readonly R[] =>
      table.filter(([, , only = version]) => only === version);

    test.each<Row>(rows)(`${version}: %s`, async (_fact, files, command, ran) => {
      expect((await alembic.ask({ files, command })).ran).toMatchObject(ran);
    });

    test.each(loops)(`${version}: loops: %s`, async (type, files, message) => {
      const listed = await alembic.ask({ files, command: 'alembic heads' });
      expect(listed.ran).toEqual(raises(type, message));
      const upgraded = await alembic.ask({ files, command: 'alembic upgrade head' });
      expect(upgraded.ran).toEqual(fails(message));
    });

    test.each(differences)(`${version}: %s`, async (_fact, request, answers) => {
      expect(await alembic.ask(request)).toMatchObject(answers[version]);
    });

    test.each(written)(`${version}: %s`, async (_fact, files, command, [path, says]) => {
      const theirs = await alembic.ask({ files, command });
      expect(Object.entries(theirs.written)).toEqual([[expect.stringMatching(path), expect.stringMatching(says)]]);
      const ours = read({ ...files, ...theirs.written });
      expect([ours.count.answer, ours.findings]).toEqual(['right', []]);
      agreeWithAlembic(ours, theirs);
    });

    test.each(here(mended))(`${version}: %s mends what it is given for`, async (command, request) => {
      const histories = graphsIn(request.files, 'alembic').flatMap(graph => [...graph.contents.values()]);
      expect(histories.map(({ history }) => alembicCommandLine(history, 'merge', 'heads'))).toEqual([command]);
      expect(read(request.files).findings.map(({ rule }) => rule)).toEqual(['multiple-leaves']);
      const theirs = await alembic.ask({ ...request, command });
      expect(theirs.ran?.error).toBeNull();
      const ours = read({ ...request.files, ...theirs.written });
      expect([ours.count.answer, ours.findings]).toEqual(['right', []]);
      agreeWithAlembic(ours, theirs);
    });

    test.each(here(own))(`${version}: %s`, async (_fact, request) => {
      const theirs = await alembic.ask(request);
      const ours = read(theirs.written);
      expect(ours).toMatchObject({ findings: [], graph: { leaves: ['b2'], parents: { b2: ['a1'] } } });
      agreeWithAlembic(ours, theirs);
    });
  }
});
