/**
 * Arguments: the file, a JSON list of columns that are left out of the rows (`users.at`), null where the schema is asked for, and the frameworks'
 * own tables as JSON, which are left out. Prints one JSON list: objects of the schema, or the tables with their rows. What only the text of a table tells (checks, collations, generated columns) is taken from there.
 */
export const CATALOG_SCRIPT = `
import hashlib, json, pathlib, re, sqlite3, sys

path, without, records = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3]).values()
db = sqlite3.connect(pathlib.Path(path).as_uri() + '?mode=ro', uri=True)
db.text_factory = lambda raw: raw.decode('utf-8', 'surrogateescape')

def quoted(name):
    return '"' + name.replace('"', '""') + '"'

def pragma(what, name):
    return db.execute('SELECT * FROM pragma_' + what + '(?)', (name,)).fetchall()

def is_record(name, columns, record):
    if not record['renamable']:
        return name == record['name']
    return columns == [record['nameColumn']] or (name.startswith(record['name']) and record['nameColumn'] in columns)

def is_version_table(name):
    columns = [row[1] for row in pragma('table_info', name)]
    return any(is_record(name, columns, record) for record in records)

master = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite\\\\_%' ESCAPE '\\\\' ORDER BY name").fetchall()
left_out = {name for kind, name, _, _ in master if kind == 'table' and is_version_table(name)}
master = [row for row in master if row[2] not in left_out]
tables = [(name, sql) for kind, name, _, sql in master if kind == 'table']

TOKEN = re.compile(r"""'(?:[^']|'')*'|"(?:[^"]|"")*"|\`[^\`]*\`|\\[[^\\]]*\\]|--[^\\n]*|/\\*.*?\\*/|\\w+|\\s+|[<>=!|]+|.""", re.S)

def words(sql):
    return [one for one in TOKEN.findall(sql) if not one.isspace() and not one.startswith(('--', '/*'))]

def items(sql):
    """The parts of a table between commas, as words, and what follows the last parenthesis."""
    depth, parts = 0, [[]]
    for word in words(sql):
        depth -= word == ')'
        if depth > 0:
            parts.append([]) if depth == 1 and word == ',' else parts[-1].append(word)
        depth += word == '('
    return parts

def text_parts(part):
    """The checks of a part, its collation and what it is generated from."""
    found, at = [], 0
    while at < len(part):
        word = part[at].upper()
        if word in ('CHECK', 'AS') and part[at + 1:at + 2] == ['(']:
            end, depth = at + 2, 1
            while depth:
                depth += (part[end] == '(') - (part[end] == ')')
                end += 1
            found.append(word.lower() + ' ' + ' '.join(part[at + 1:end]))
            at = end
            continue
        if word in ('COLLATE', 'AUTOINCREMENT'):
            found.append(' '.join(part[at:at + (2 if word == 'COLLATE' else 1)]).lower())
        at += 1
    return found

def bare(word):
    return word[1:-1] if word[:1] in '"\`[' else word

def column(row, written):
    _, name, kind, not_null, default, key, hidden = row
    parts = [kind.lower(), 'not null' if not_null else '', 'default ' + default if default is not None else '']
    parts += ['primary key %d' % key if key else '', {2: 'virtual', 3: 'stored'}.get(hidden, '')]
    return ' '.join(part for part in parts + written if part)

def of_table(name, sql):
    parts = items(sql)
    names = {row[1].lower() for row in pragma('table_xinfo', name)}
    written = {bare(part[0]).lower(): text_parts(part[1:]) for part in parts if part and bare(part[0]).lower() in names}
    yield {'kind': 'table', 'name': name, 'definition': ' '.join(words(sql[sql.rfind(')') + 1:])).lower()}
    for at, row in enumerate(pragma('table_xinfo', name)):
        yield {'kind': 'column', 'name': name + '.' + row[1], 'definition': column(row, written.get(row[1].lower(), [])), 'position': at + 1, 'table': name}
    for part in parts:
        if part and bare(part[0]).lower() not in names:
            for check in text_parts(part):
                yield {'kind': 'check', 'name': name + '.' + check, 'definition': ''}
    keys = {}
    for id, _, target, own, theirs, update, delete, _ in pragma('foreign_key_list', name):
        keys.setdefault(id, []).append((own, theirs or '', target, update, delete))
    for key in keys.values():
        own, theirs = ', '.join(one[0] for one in key), ', '.join(one[1] for one in key)
        yield {'kind': 'foreign key', 'name': name + '.' + own, 'definition': '%s (%s) on update %s on delete %s' % (key[0][2], theirs, key[0][3], key[0][4])}
    for _, index, unique, origin, partial in pragma('index_list', name):
        shape = ', '.join('%s%s collate %s' % (row[2], ' desc' if row[3] else '', row[4]) for row in pragma('index_xinfo', index) if row[5])
        text = ' '.join(words(next((sql for _, one, _, sql in master if one == index and sql), '')))
        where = text[re.search(r'\\bWHERE\\b', text, re.I).start():] if partial else ''
        if 'None' in shape:
            where = text
        kind = {'c': 'index', 'u': 'unique', 'pk': 'primary key'}[origin]
        spelled = index if origin == 'c' else name + '.(' + shape + ')'
        yield {'kind': kind, 'name': spelled, 'definition': ' '.join(one for one in ('unique' if unique else '', name + ' (' + shape + ')', where) if one)}

def schema():
    for _, name, _ in db.execute('PRAGMA database_list'):
        yield {'kind': 'schema', 'name': name, 'definition': ''}
    for name, sql in tables:
        yield from of_table(name, sql)
    for kind, name, _, sql in master:
        if kind in ('view', 'trigger'):
            yield {'kind': kind, 'name': name, 'definition': ' '.join(words(sql))}

def digest(values):
    return int(hashlib.md5(repr(values).encode('utf-8', 'surrogateescape')).hexdigest(), 16)

def rows():
    for name, _ in tables:
        columns = sorted(row[1] for row in pragma('table_xinfo', name))
        columns = [one for one in columns if name + '.' + one not in without]
        count, total, each = 0, 0, [0] * len(columns)
        for row in db.execute('SELECT %s FROM %s' % (', '.join(map(quoted, columns)) or '1', quoted(name))):
            count, total = count + 1, total + digest(row)
            each = [before + digest(value) for before, value in zip(each, row)]
        yield {'table': name, 'rows': count, 'hash': str(total), 'columns': dict(zip(columns, map(str, each)))}

print(json.dumps(list(schema() if without is None else rows())))
`;
