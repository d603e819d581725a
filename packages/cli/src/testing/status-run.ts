import { withPostgres } from '@oneleaf/sandbox/testing';
import type { StatusReport } from '@oneleaf/core';
import type { SpecProject } from './spec-project.js';
import { oneleaf } from './oneleaf.js';

/** What `oneleaf status` says of a project's database. */
export async function statusOf({ repo, url }: SpecProject, ...args: readonly string[]): Promise<StatusReport> {
  const { output, complaint } = await oneleaf(repo, ['status', '--database', url, '--format', 'json', ...args]);
  if (complaint !== '') throw new Error(complaint);
  return JSON.parse(output) as StatusReport;
}

/** Every deviation as `behind shop` with its command, the first to be mended first. */
export function deviationsOf({ histories }: StatusReport): readonly { readonly reported: string; readonly command?: string }[] {
  return histories.flatMap(({ history, deviations }) =>
    deviations.map(({ kind, fix }) => ({
      reported: `${kind} ${history}`,
      ...(fix?.command === undefined ? {} : { command: fix.command }),
    })),
  );
}

export async function sql(at: SpecProject, ...statements: readonly string[]): Promise<void> {
  const script = statements.join(';');
  if (at.url.startsWith('postgresql')) await withPostgres(at.url, client => client.query(script));
  else at.run([`python -c "import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(sys.argv[2])" ${at.url.slice(10)} "${script}"`]);
}

/** Runs what a status prints until nothing is printed any more, as somebody would who trusts it; answers every line that was run. */
export async function follow(at: SpecProject): Promise<readonly string[]> {
  const ran: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const [next] = deviationsOf(await statusOf(at)).flatMap(({ command }) => command ?? []);
    if (next === undefined) return ran;
    ran.push(next);
    const [, name, rest = next] = /^npx oneleaf restore (\S+) && (.*)$/s.exec(next) ?? [];
    if (name !== undefined && (await oneleaf(at.repo, ['restore', name])).exitCode !== 0) throw new Error(next);
    at.run([rest]);
  }
  throw new Error(`no end: ${ran.join('\n')}`);
}
