import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { files, lists } from './templates.mjs';

const [name = ''] = process.argv.slice(2);

const refusal = refuse();
if (refusal) {
  console.error(refusal);
  process.exit(2);
}
const written = {
  ...files(name),
  ...Object.fromEntries(Object.entries(lists(name)).map(([path, lines]) => [path, lines.reduce(insert, readFileSync(path, 'utf8'))])),
};
for (const [path, text] of Object.entries(written)) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, path.endsWith('.md') ? text : await format(text, { ...(await resolveConfig(path)), filepath: path }));
}
console.log(Object.keys(written).join('\n'));
console.log(`\nOne row of its spec is red until the command says what its page describes:\n  npx jest packages/cli/src/commands/${name}`);
console.log('Move its lines in the lists to where a reader looks for them.');

function refuse() {
  if (!/^[a-z]+(-[a-z]+)*$/.test(name)) return 'A command is named in lower-case words: npm run new-command -- stale-branches';
  const missing = Object.keys(lists(name)).find(path => !existsSync(path));
  if (missing) return `${missing} is not here. Run this at the root of the repository.`;
  const taken = [...Object.keys(files(name)), `packages/workflows/src/${name}`, `packages/workflows/src/${name}.ts`].find(path =>
    existsSync(path),
  );
  return taken && `${taken} is there already.`;
}

function insert(text, { after, before, line }) {
  const start = after ? endOf(after, text) : 0;
  const found = start < 0 ? -1 : text.slice(start).search(before);
  if (found < 0) throw new Error(`the list of ${line.trim()} has another form: change tools/new-command/templates.mjs`);
  return text.slice(0, start + found) + line + text.slice(start + found);
}

function endOf(pattern, text) {
  const match = pattern.exec(text);
  return match ? match.index + match[0].length : -1;
}
