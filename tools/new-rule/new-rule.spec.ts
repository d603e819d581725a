import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const headings = ['What it finds', 'Why it matters', 'How to mend it', 'What the framework says'];
const copies: string[] = [];

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'oneleaf-new-rule-'));
  copies.push(folder);
  cpSync(join(root, 'packages/core/src'), join(folder, 'packages/core/src'), { recursive: true });
  return folder;
}

function newRule(folder: string, name: string): { status: number | null; stderr: string } {
  return spawnSync(process.execPath, [join(__dirname, 'new-rule.mjs'), name], { cwd: folder, encoding: 'utf8' });
}

function bin(name: string, args: string[]): string {
  return execFileSync(process.execPath, [join(root, 'node_modules', name), ...args], { encoding: 'utf8' });
}

afterAll(() => {
  for (const folder of copies) rmSync(folder, { recursive: true });
});

test.each(['a-first-rule', 'middle-of-the-list', 'zz-last'])('%s is written, listed in order, documented, formatted and compiles', name => {
  const folder = copy();
  expect(newRule(folder, name)).toMatchObject({ status: 0, stderr: '' });

  const rules = join(folder, 'packages/core/src/rules');
  const list = readFileSync(join(rules, 'index.ts'), 'utf8');
  const imported = [...list.matchAll(/import \{ (\w+) \} from '\.\/(.+)\.js'/g)].map(([, identifier = '', file = '']) => ({
    identifier,
    file,
  }));
  const listed = [...list.matchAll(/^ {2}(\w+),$/gm)].map(([, identifier = '']) => identifier);
  expect(imported.map(({ file }) => file)).toContain(name);
  expect(imported).toEqual([...imported].sort((a, b) => (a.file < b.file ? -1 : 1)));
  expect(listed).toEqual(imported.map(({ identifier }) => identifier));

  const page = readFileSync(join(folder, 'docs/rules', `${name}.md`), 'utf8');
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);

  const written = ['index.ts', `${name}.ts`, `${name}.spec.ts`].map(file => join(rules, file));
  bin('prettier/bin/prettier.cjs', ['--check', '--config', join(root, '.prettierrc.json'), ...written]);
  compile(folder);
});

function compile(folder: string): void {
  const compilerOptions = { noEmit: true, composite: false, emitDeclarationOnly: false, declarationMap: false, types: ['jest', 'node'] };
  const typeRoots = [join(root, 'node_modules/@types')];
  const project = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { ...compilerOptions, typeRoots },
    include: ['packages/core/src/rules'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project));
  bin('typescript/bin/tsc', ['-p', folder]);
}

test.each(['Upper', 'rule-7', '../outside', ''])('the name %p is refused and nothing is written', name => {
  const folder = copy();
  expect(newRule(folder, name)).toMatchObject({ status: 2, stderr: expect.stringContaining('lower-case words') as string });
  expect(existsSync(join(folder, 'docs'))).toBe(false);
});

test('a rule that exists is not overwritten', () => {
  const folder = copy();
  expect(newRule(folder, 'cycle')).toMatchObject({ status: 2, stderr: 'packages/core/src/rules/cycle.ts is there already.\n' });
  expect(readFileSync(join(folder, 'packages/core/src/rules/cycle.ts'))).toEqual(
    readFileSync(join(root, 'packages/core/src/rules/cycle.ts')),
  );
});
