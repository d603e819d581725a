import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { filesBelow, readPage, root } from './pages.js';

const docs = filesBelow('docs', '.md');
const examples = filesBelow('examples', '.md').filter(path => !path.includes('/node_modules/'));
const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs, ...examples];

const withoutCode = (text: string) => text.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
const ownAddress = 'https://github.com/oneleaf/oneleaf/blob/main/';

interface Link {
  target: string;
  path: string;
  anchor: string;
}

/** Links of a page to files of this repository, with paths from its top. */
function links(page: string): Link[] {
  const targets = [...withoutCode(readPage(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.flatMap(target => {
    const local = target.startsWith(ownAddress) ? `/${target.slice(ownAddress.length)}` : target;
    if (/^[a-z]+:/.test(local)) return [];
    const [path = '', anchor = ''] = local.split('#');
    if (path === '') return [{ target, path: page, anchor }];
    return [{ target, path: posix.join(path.startsWith('/') ? '.' : posix.dirname(page), path), anchor }];
  });
}

/** How GitHub makes an anchor of a heading. */
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchors = (page: string) =>
  new Set(
    [
      ...readPage(page)
        .replace(/^```[^]*?^```/gm, '')
        .matchAll(/^#+ (.+)$/gm),
    ].map(([, heading = '']) => slug(heading)),
  );

test.each(pages)('%s links to files and headings that exist', page => {
  const dead = links(page).filter(
    ({ path, anchor }) => !existsSync(posix.join(root, path)) || (anchor !== '' && !anchors(path).has(anchor)),
  );
  expect(dead.map(({ target }) => target)).toEqual([]);
});

test('every page of docs is reachable from docs/index.md', () => {
  const reached = new Set(['docs/index.md']);
  for (const page of reached) for (const { path } of links(page)) if (docs.includes(path)) reached.add(path);
  expect(docs.filter(page => !reached.has(page))).toEqual([]);
});

test.each(['README.md', 'CONTRIBUTING.md'])('%s points to the index and to the architecture', page => {
  expect(links(page).map(({ path }) => path)).toEqual(expect.arrayContaining(['docs/index.md', 'docs/architecture.md']));
});
