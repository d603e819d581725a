/**
 * Arguments: the file, and for writing the changes as JSON. It prints one JSON object:
 * what is applied and which tables there are, or what is not as it was read.
 */
export const RECORD_SCRIPT = `
import json, pathlib, sqlite3, sys

PREFIX, path, wanted, patience = sys.argv[1], sys.argv[2], json.loads(sys.argv[3]), float(sys.argv[4])

def quoted(name):
    return '"' + name.replace('"', '""') + '"'

def columns(db, table):
    return [row[1] for row in db.execute('PRAGMA table_info(' + quoted(table) + ')')]

def named(db):
    return [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]

def tables(db):
    all = [(name, columns(db, name)) for name in named(db)]
    return [name for name, own in all if own == ['version_num'] or (name.startswith(PREFIX) and 'version_num' in own)]

def applied(db):
    answer = {'tables': [{'name': name, 'columns': columns(db, name)} for name in named(db) if not name.startswith('sqlite_')]}
    if {'app', 'name'} <= set(columns(db, 'django_migrations')):
        rows = db.execute('SELECT app, name FROM django_migrations ORDER BY id')
        answer['django'] = [{'app': app, 'name': name} for app, name in rows]
    found = tables(db)
    if found:
        rows = [(name, row[0]) for name in found for row in db.execute('SELECT version_num FROM ' + quoted(name) + ' ORDER BY 1')]
        answer['alembic'] = [{'table': name, 'version': version} for name, version in rows]
    return answer

class Changed(Exception):
    pass

def write(db, changes):
    rows = []
    for row in changes['django']:
        ids = db.execute('SELECT id FROM django_migrations WHERE app = ? AND name = ?', (row['app'], row['name'])).fetchall()
        if not ids:
            raise Changed(row['app'] + '.' + row['name'] + ' in django_migrations')
        rows += [(id, row['to']) for id, in ids]
    for id, to in rows:
        if to is None:
            db.execute('DELETE FROM django_migrations WHERE id = ?', (id,))
        else:
            db.execute('UPDATE django_migrations SET name = ? WHERE id = ?', (to, id))
    for one in changes['alembic']:
        name = one['table']
        if name not in tables(db) or sorted(row[0] for row in db.execute('SELECT version_num FROM ' + quoted(name))) != sorted(one['from']):
            raise Changed(name)
        db.execute('DELETE FROM ' + quoted(name))
        db.executemany('INSERT INTO ' + quoted(name) + ' (version_num) VALUES (?)', [(version,) for version in one['to']])
    return {}

try:
    mode = '?mode=ro' if wanted is None else '?mode=rw'
    db = sqlite3.connect(pathlib.Path(path).as_uri() + mode, uri=True, isolation_level=None, timeout=patience)
    db.execute('BEGIN' if wanted is None else 'BEGIN IMMEDIATE')
    answer = applied(db) if wanted is None else write(db, wanted)
    db.execute('COMMIT')
except Changed as what:
    answer = {'changed': str(what)}
except sqlite3.Error as error:
    answer = {'error': str(error)}
print(json.dumps(answer))
`;
