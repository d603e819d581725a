import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readPage, root, section } from './pages.js';

const page = readPage('docs/extending.md');
const headings = ['Add a framework', 'Add a database engine', 'Add a command', 'Add a rule', 'Add a format'];

interface Recipe {
  example: string;
  /** As the page spells them, with `<name>`. */
  paths: string[];
}

function recipe(heading: string): Recipe {
  const text = section(page, heading);
  const [, example = ''] = /^Example: `([a-z]+)`\./m.exec(text) ?? [];
  return { example, paths: [...text.matchAll(/^- `([^`]+)`: /gm)].map(([, path = '']) => path) };
}

const filled = (path: string, example: string) => join(root, path.replaceAll('<name>', example));

test('the page has a section for each thing that can be added', () => {
  expect([...page.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual(headings);
});

describe.each(headings)('%s', heading => {
  const { example, paths } = recipe(heading);

  test('has an example and lists files, some for the example alone and some for all', () => {
    expect(example).not.toBe('');
    expect(section(page, heading).match(/^- /gm)).toHaveLength(paths.length);
    expect(new Set(paths.map(path => path.includes('<name>')))).toEqual(new Set([true, false]));
  });

  test('names files that exist', () => {
    expect(paths.filter(path => !existsSync(filled(path, example)))).toEqual([]);
  });

  test('names lists that have the example', () => {
    const lists = paths.filter(path => !path.includes('<name>') && existsSync(filled(path, example)));
    expect(lists.filter(path => !statSync(join(root, path)).isFile() || !readPage(path).toLowerCase().includes(example))).toEqual([]);
  });
});
