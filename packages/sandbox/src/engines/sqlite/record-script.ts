/**
 * Arguments: the frameworks' tables as JSON, the file, and for writing the changes as JSON. It prints one JSON object:
 * what is applied and which tables there are, or what is not as it was read.
 */
export const RECORD_SCRIPT = `
import json, pathlib, sqlite3, sys

layouts, path, changes, patience = json.loads(sys.argv[1]), sys.argv[2], json.loads(sys.argv[3]), float(sys.argv[4])

def quoted(name):
    return '"' + name.replace('"', '""') + '"'

def columns(db, table):
    return [row[1] for row in db.execute('PRAGMA table_info(' + quoted(table) + ')')]

def named(db):
    return [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]

def tables(db, layout):
    needed = {layout[key] for key in ('nameColumn', 'labelColumn', 'idColumn') if key in layout}
    all = [(name, columns(db, name)) for name in named(db)]
    if not layout['renamable']:
        return [name for name, own in all if name == layout['name'] and needed <= set(own)]
    return [name for name, own in all if own == [layout['nameColumn']] or (name.startswith(layout['name']) and needed <= set(own))]

def rows(db, table, layout):
    label = quoted(layout['labelColumn']) if 'labelColumn' in layout else 'NULL'
    name = quoted(layout['nameColumn'])
    order = quoted(layout['idColumn']) if 'idColumn' in layout else name
    found = db.execute('SELECT ' + label + ', ' + name + ' FROM ' + quoted(table) + ' ORDER BY ' + order)
    return [{'table': table, **({} if label is None else {'label': label}), 'name': name} for label, name in found]

def applied(db):
    answer = {}
    for framework, layout in layouts.items():
        found = tables(db, layout)
        if found:
            answer[framework] = [row for table in found for row in rows(db, table, layout)]
    all = [{'name': name, 'columns': columns(db, name)} for name in named(db) if not name.startswith('sqlite_')]
    return {'applied': answer, 'tables': all}

class Changed(Exception):
    pass

def layout_of(db, table):
    for layout in layouts.values():
        if table in tables(db, layout):
            return layout

def find(db, row):
    layout = layout_of(db, row['table'])
    found = ids(db, row, layout) if layout else []
    if not found:
        raise Changed('.'.join(row[key] for key in ('label', 'name') if key in row) + ' in ' + row['table'])
    return [(row, layout, id) for id in found]

def id_column(layout):
    return quoted(layout.get('idColumn', layout['nameColumn']))

def ids(db, row, layout):
    same = {layout['nameColumn']: row['name'], **({layout['labelColumn']: row['label']} if 'labelColumn' in layout else {})}
    where = ' AND '.join(quoted(column) + ' = ?' for column in same)
    found = db.execute('SELECT ' + id_column(layout) + ' FROM ' + quoted(row['table']) + ' WHERE ' + where, list(same.values()))
    return [id for id, in found.fetchall()]

def write(db, changes):
    for row, layout, id in [found for row in changes['rows'] for found in find(db, row)]:
        where = ' WHERE ' + id_column(layout) + ' = ?'
        if row['to'] is None:
            db.execute('DELETE FROM ' + quoted(row['table']) + where, (id,))
        else:
            db.execute('UPDATE ' + quoted(row['table']) + ' SET ' + quoted(layout['nameColumn']) + ' = ?' + where, (row['to'], id))
    for change in changes['tables']:
        replace(db, change)
    return {}

def replace(db, change):
    table, layout = quoted(change['table']), layout_of(db, change['table'])
    # Whatever else a row holds could not be written again.
    if not layout or 'idColumn' in layout:
        raise Changed(change['table'])
    name = quoted(layout['nameColumn'])
    if sorted(row[0] for row in db.execute('SELECT ' + name + ' FROM ' + table)) != sorted(change['from']):
        raise Changed(change['table'])
    db.execute('DELETE FROM ' + table)
    db.executemany('INSERT INTO ' + table + ' (' + name + ') VALUES (?)', [(version,) for version in change['to']])

try:
    mode = '?mode=ro' if changes is None else '?mode=rw'
    db = sqlite3.connect(pathlib.Path(path).as_uri() + mode, uri=True, isolation_level=None, timeout=patience)
    db.execute('BEGIN' if changes is None else 'BEGIN IMMEDIATE')
    answer = applied(db) if changes is None else write(db, changes)
    db.execute('COMMIT')
except Changed as what:
    answer = {'changed': str(what)}
except sqlite3.Error as error:
    answer = {'error': str(error)}
print(json.dumps(answer))
`;
