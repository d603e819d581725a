import { applyEdits } from '@oneleaf/core';
import { recreateDatabase, type Recreation } from './database-recreation.js';
import { firstUnreadLine, silencedCommands } from './silenced-commands.js';

const rewritten = (text: string, how: Recreation = { endSessions: false }): string =>
  applyEdits(
    text,
    silencedCommands(text).flatMap(one => recreateDatabase(text, one, how)?.edits ?? []),
  );

test.each<[string, string, string]>([
  [
    'in a block',
    `- run: |\n    psql -U me -c "CREATE DATABASE t OWNER me;" || true # may be there\n    pytest\n`,
    `- run: |\n    psql -U me -c "DROP DATABASE IF EXISTS t;" -c "CREATE DATABASE t OWNER me;" # may be there\n    pytest\n`,
  ],
  [
    'on continued lines',
    `    psql -d a \\\n      -c 'create database "T_\${{ matrix.one }}"' \\\n      2>/dev/null || :\n`,
    `    psql -d a \\\n      -c 'DROP DATABASE IF EXISTS "T_\${{ matrix.one }}";' \\\n      -c 'create database "T_\${{ matrix.one }}"'\n`,
  ],
  [
    'in quotation marks of YAML',
    `- "psql -qc \\"CREATE DATABASE $DB\\" || true"\n- 'psql -c "CREATE DATABASE t" || echo "there already"'\n`,
    `- "psql -qc \\"DROP DATABASE IF EXISTS $DB;\\" -qc \\"CREATE DATABASE $DB\\""\n- 'psql -c "DROP DATABASE IF EXISTS t;" -c "CREATE DATABASE t"'\n`,
  ],
  [
    'with an address and what follows',
    `run: psql "$URL" --command="CREATE DATABASE t" || true && pytest\n`,
    `run: psql "$URL" --command="DROP DATABASE IF EXISTS t;" --command="CREATE DATABASE t" && pytest\n`,
  ],
  [
    'two at once',
    `psql -c "CREATE DATABASE a" -c "CREATE DATABASE b" || exit 0\n`,
    `psql -v ON_ERROR_STOP=1 -c "DROP DATABASE IF EXISTS a;" -c "CREATE DATABASE a" -c "DROP DATABASE IF EXISTS b;" -c "CREATE DATABASE b"\n`,
  ],
  [
    'by createdb',
    `  - PGPASSWORD="a b" createdb -h localhost -O me -U me "$DB" 'for tests' || true\n`,
    `  - PGPASSWORD="a b" dropdb --if-exists -h localhost -U me "$DB" && PGPASSWORD="a b" createdb -h localhost -O me -U me "$DB" 'for tests'\n`,
  ],
  [
    'in a container',
    `\tdocker compose exec -T db createdb --username=me t || true\n`,
    `\tdocker compose exec -T db dropdb --if-exists --username=me t && docker compose exec -T db createdb --username=me t\n`,
  ],
  ['by make, which goes on', `test-db:\n\t@-createdb $(DB)\n`, `test-db:\n\t@dropdb --if-exists $(DB) && createdb $(DB)\n`],
  [
    'inside of a shell that is called',
    `command: sh -c "cd /srv && createdb t || true"\n`,
    `command: sh -c "cd /srv && dropdb --if-exists t && createdb t"\n`,
  ],
  [
    'with carriage returns',
    `psql \\\r\n  -c "CREATE DATABASE t" || true\r\n`,
    `psql \\\r\n  -c "DROP DATABASE IF EXISTS t;" \\\r\n  -c "CREATE DATABASE t"\r\n`,
  ],
])('%s', (_, before, after) => {
  expect(rewritten(before)).toBe(after);
  expect(silencedCommands(after)).toEqual([]);
});

test.each([
  `psql -c "CREATE DATABASE t"\n`,
  `psql -c "SELECT 1" || true\n`,
  `# psql -c "CREATE DATABASE t" || true\n`,
  `psql -c "CREATE DATABASE t" || true; pytest\n`,
  `psql -c "CREATE DATABASE t" || python make_it.py\n`,
  `apt-get install createdb || true\nwhich createdb || true\n./createdb.sh t || true\n`,
])('nothing is hidden by %j', text => {
  expect(silencedCommands(text)).toEqual([]);
});

// A quarter of a megabyte each: what looks at each pair of places would not be done when jest's patience is over.
test.each([
  ['quotations that do not end', `x: ${'psql "'.repeat(40_000)}\n`],
  ['quotations within one of YAML', `x: ${'psql \\\\"'.repeat(30_000)}\n`],
  ['folders of a program', `x: ${'a/'.repeat(120_000)}psql\n`],
  ['continued lines', `psql ${'\\\n'.repeat(100_000)}-c "CREATE DATABASE t" || true\n`],
  ['blanks', `psql${' '.repeat(200_000)}\n`],
  ['a file of more than that', `psql -c "CREATE DATABASE t" || true\n`.repeat(20_000)],
])('a line that is too long is named, not read: %s', (_, text) => {
  expect(silencedCommands(`\n${text}`)).toEqual([]);
  expect(firstUnreadLine(`\n${text}`)).toBe(2);
});

test('many commands are read in one go', () => {
  const text = `psql -c "CREATE DATABASE t" 2>/dev/null || true\n`.repeat(5000);
  expect(silencedCommands(text).at(-1)).toMatchObject({ line: 5000, kind: 'psql' });
  expect(firstUnreadLine(text)).toBeUndefined();
  expect(rewritten(text).split('\n')[4999]).toBe(`psql -c "DROP DATABASE IF EXISTS t;" -c "CREATE DATABASE t"`);
});

test.each([
  `psql -c "CREATE ROLE a" -c "CREATE DATABASE t" || true\n`,
  `psql -f a.sql -c "CREATE DATABASE t" || true\n`,
  `psql -c "CREATE DATABASE t; GRANT ALL ON DATABASE t TO a" || true\n`,
  `psql -c "$SQL CREATE DATABASE t" || true\n`,
  `createdb -h localhost || true\n`,
])('%j is left to a person', text => {
  expect(silencedCommands(text).map(one => recreateDatabase(text, one, { endSessions: false }))).toEqual([undefined]);
});

test.each<[string, string]>([
  [
    `psql -h db -U me -c "CREATE DATABASE t" || true\n`,
    `psql -h db -U boss -c "DROP DATABASE IF EXISTS t WITH (FORCE);" -c "CREATE DATABASE t OWNER me"\n`,
  ],
  [`psql -c 'CREATE DATABASE t' || true\n`, `psql -U boss -c 'DROP DATABASE IF EXISTS t WITH (FORCE);' -c 'CREATE DATABASE t'\n`],
  [
    `psql --username="$ME" -c "CREATE DATABASE t" || true\n`,
    `psql --username=boss -c "DROP DATABASE IF EXISTS t WITH (FORCE);" -c "CREATE DATABASE t OWNER $ME"\n`,
  ],
  [`createdb -U me t || true\n`, `dropdb --if-exists --force -U boss t && createdb -O me -U boss t\n`],
  [`createdb -p 5433 t || true\n`, `dropdb --if-exists --force -U boss -p 5433 t && createdb -U boss -p 5433 t\n`],
  [`psql "$DATABASE_URL" -c "CREATE DATABASE t" || true\n`, `psql "$DATABASE_URL" -c "CREATE DATABASE t" || true\n`],
  [`psql -U "$ME" -c 'CREATE DATABASE t' || true\n`, `psql -U "$ME" -c 'CREATE DATABASE t' || true\n`],
])('as another role, after other sessions: %s', (before, after) => {
  expect(rewritten(before, { endSessions: true, role: 'boss' })).toBe(after);
});
