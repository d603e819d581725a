import { credentialsIn } from './credentials.js';

const found = (text: string): readonly string[] =>
  credentialsIn({ text }).map(({ what, span }) => `${what} ${text.slice(span.start, span.end)}`);

const exposed: [text: string, expected: readonly string[]][] = [
  ["op.bulk_insert(users, [{'name': 'admin', 'hashed_password': 'x1'}])", ['hashed_password x1']],
  ["op.bulk_insert(users, [{'password': 'password'}])", ['password password']],
  ["rows = [{'apiKey': 'k-1'}, {'api_key': 'k-2'}]", ['apiKey k-1', 'api_key k-2']],
  ["connection.execute(table.insert().values(name='a', password_hash='$2b$12$abc'))", ['password_hash $2b$12$abc']],
  ["connection.execute(text('...').bindparams(secret='s3'))", ['secret s3']],
  ["User.objects.create(username='a', password='x1')", ['password x1']],
  ["User.objects.create_user('a', 'b@c', 'x1')", ['create_user x1']],
  ["User.objects.create_superuser('a', None, password=b'x1')", ["password b'x1'"]],
  ["user.set_password('x1')", ['set_password x1']],
  ["user.password = make_password('x1')", ['make_password x1']],
  ["user.password = 'x1'", ['password x1']],
  ["user = User(\n    private_key='''-----BEGIN''',\n)", ['private_key -----BEGIN']],
  ["row = {'password': pwd_context.hash('x1')}", ["password pwd_context.hash('x1')"]],
  ["row = {'password': bcrypt.hashpw(b'x1', bcrypt.gensalt())}", ["password bcrypt.hashpw(b'x1', bcrypt.gensalt())"]],
  ["row = {'password': bcrypt.hashpw(b'x1', salt()).decode()}", ["hashpw b'x1'"]],
  ["ADMIN_PASSWORD = 'x1'\nrow = {'password': ADMIN_PASSWORD}", ['ADMIN_PASSWORD x1']],
  ["digest = 'x1'\nrow = {'password': digest}", ['password digest']],
];

test.each(exposed)('%s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test.each([
  "INSERT INTO users (name, password) VALUES ('a', 'x1')",
  "INSERT INTO users (name, password) VALUES ('it''s', ''), ('b', 'x1') ON CONFLICT DO NOTHING",
  "DELETE FROM users; INSERT INTO auth.users (name, [password]) SELECT 'a', 'x1' WHERE true",
  "INSERT INTO {table} (id, password) VALUES (1, 'x1'::text)",
  "UPDATE users SET name = 'b', password = crypt('x1', gen_salt('bf')) WHERE id = 1",
  "UPDATE users SET password = 'x1'",
])('%s', sql => {
  for (const text of [`op.execute("${sql}")`, `SQL = """\n  ${sql};\n"""`, `op.execute(f"${sql}")`]) {
    expect(credentialsIn({ text }).map(({ what }) => what)).toEqual(['password']);
  }
});

test.each([
  "sa.Column('password', sa.String(200), nullable=False, server_default='')",
  "op.alter_column('users', 'password', new_column_name='secret')",
  "('password', models.CharField(max_length=128, verbose_name='password'))",
  "row = {'password': '', 'token': None, 'secret': os.environ['SECRET'], 'api_key': settings.KEY}",
  "row = {'password': '!', 'secret': '!unusable'}",
  "row = {'password_reset_sent_at': 'now', 'token_type': 'bearer', 'secretary': 'Ann', 'public_key': 'k'}",
  "kinds = {'password': 'password', 'auth_token': 'token', 'consent_webhook_token': 'webhook'}",
  "renamed = {'user.credentials.password': 'user.authorization.password'}",
  "TOKEN = 'token'",
  "user.set_password(os.environ['PASSWORD'])",
  'user.set_password(get_random_string(20))',
  "User.objects.create_user('a', 'b@c')",
  `op.execute("INSERT INTO users (name, password) VALUES ('password', %s)")`,
  `op.execute(f"INSERT INTO users (name, password) VALUES ('a', '{hashed}')")`,
  `op.execute("INSERT INTO users (name, password) VALUES (:name, :password)")`,
  `op.execute("UPDATE users SET password = '' WHERE token = 'x1'")`,
  `op.execute("UPDATE users SET password = 'p' || id")`,
  `op.execute("CREATE TABLE users (password text DEFAULT 'x1')")`,
  `"""INSERT INTO users (password) VALUES ('x1')"""`,
  "# user.set_password('x1')",
])('%s: no credential', text => {
  expect(found(text)).toEqual([]);
});
