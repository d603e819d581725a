/** How many differences of one page are told. */
const MAX_DIFFERENCES = 5;

/** What a page tells otherwise than it ought to, each as what follows its name: `does not tell 005_notes`. Empty where it is true. */
export function pageDifferences(page: string, right: string): readonly string[] {
  const [before, after] = [page, right].map(text => text.replaceAll('\r\n', '\n').trim());
  if (before === after) return [];
  const [told, due] = [pageItems(before ?? ''), pageItems(after ?? '')];
  const all = [
    ...[...due].flatMap(([key, text]) => (told.has(key) ? [] : [`does not tell ${itemName(key, text)}`])),
    ...[...told].flatMap(([key, text]) => (due.has(key) ? [] : [`tells ${itemName(key, text)}, which is not here`])),
    ...[...due].flatMap(([key, text]) => (told.has(key) && told.get(key) !== text ? [`tells ${itemName(key, text)} otherwise`] : [])),
  ];
  const found = all.length > 0 ? all : ['is not laid out as it would be written'];
  return found.length > MAX_DIFFERENCES ? [...found.slice(0, MAX_DIFFERENCES), `differs in ${found.length - MAX_DIFFERENCES} more`] : found;
}

/** What is said of each history and of each of its migrations, by name. */
function pageItems(page: string): ReadonlyMap<string, string> {
  const items = new Map<string, string>();
  let [history, key] = ['', ''];
  for (const line of page.split('\n')) {
    const [, of] = /^(`+.*?`+):/.exec(line) ?? [];
    const [, name] = /^- \*\*(.+?)\*\*,/.exec(line) ?? [];
    if (of !== undefined) [history, key] = [of, of];
    else if (name !== undefined) key = `${history} ${name}`;
    else if (line.startsWith('- ')) key = `${history} ${line}`;
    if (line.trim() !== '') items.set(key, `${items.get(key) ?? ''}${line}\n`);
  }
  return items;
}

function itemName(key: string, text: string): string {
  const [, name] = /^- \*\*`+ ?(.+?) ?`+\*\*,/.exec(text) ?? [];
  if (name !== undefined) return name;
  return text.startsWith('- ') ? 'what is not certain' : `the length and the leaf of ${key.replaceAll('`', '').trim()}`;
}
