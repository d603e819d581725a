import type { TreeFiles } from '../oracle.js';

/** `down_revision`, spelled as Alembic's template spells it. */
export function downRevision(...ids: readonly string[]): string {
  return `down_revision = ${idList(ids)}`;
}

export function dependsOn(...ids: readonly string[]): string {
  return `depends_on = ${idList(ids)}`;
}

export function branchLabels(...labels: readonly string[]): string {
  return `branch_labels = ${idList(labels)}`;
}

function idList(ids: readonly string[]): string {
  const [only, ...more] = ids.map(id => `"${id}"`);
  if (only === undefined) return 'None';
  return more.length === 0 ? only : `(${[only, ...more].join(', ')})`;
}

/** A file with the revision of that id and these statements: `down_revision = "a1"`. */
export function revision(id: string, ...statements: readonly string[]): string {
  return `${[`revision = "${id}"`, ...statements].join('\n')}\n\n\ndef upgrade():\n    pass\n`;
}

type RevisionTexts = Readonly<Record<string, string | readonly string[]>>;

/** A folder of revisions by their id. Each is given as its statements, or under the name of its file as the whole text. */
export function versionFiles(revisions: RevisionTexts, folder = 'migrations/versions'): TreeFiles {
  return Object.fromEntries(
    Object.entries(revisions).map(([name, said]) => [`${folder}/${name}.py`, typeof said === 'string' ? said : revision(name, ...said)]),
  );
}

const env = `from alembic import context
from sqlalchemy import create_engine

with create_engine("sqlite://").connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;

const template = `"""\${message}"""

revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
branch_labels = \${repr(branch_labels)}
depends_on = \${repr(depends_on)}


def upgrade():
    pass
`;

/** What Alembic's commands need beside an ini: a throw-away database, and the template of new revisions. */
export function environmentFiles(folder = 'migrations'): TreeFiles {
  return { [`${folder}/env.py`]: env, [`${folder}/script.py.mako`]: template };
}

/** A script directory `migrations` with these revisions, and more lines for its ini. */
export function scriptDirectory(revisions: RevisionTexts, ...options: readonly string[]): TreeFiles {
  const ini = ['[alembic]', 'script_location = migrations', ...options, ''].join('\n');
  return { 'alembic.ini': ini, ...environmentFiles(), ...versionFiles(revisions) };
}

/** The same files in a folder of the repository. */
export function filesBelow(folder: string, files: TreeFiles): TreeFiles {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));
}
