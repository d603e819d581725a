import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The labelled cases of one repository: landing, order and trees. */
export async function readCases(folder, repo) {
  const kinds = ['landing', 'order', 'trees'];
  const lists = await Promise.all(kinds.map(kind => readLines(join(folder, `${kind}.jsonl`), repo)));
  return Object.fromEntries(kinds.map((kind, index) => [kind, lists[index]]));
}

async function readLines(file, repo) {
  if (!existsSync(file)) throw new Error(`${file} is not there: --cases takes the folder with landing.jsonl, order.jsonl and trees.jsonl`);
  const found = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === '') continue;
    const one = JSON.parse(line);
    if (one.repo === repo) found.push(one);
  }
  return found;
}
