import { LineIndex, LINK_PREFIX, type Finding } from '@oneleaf/core';
import type { Oid, Repository } from '@oneleaf/git';
import { decodeText } from './file-text.js';

/** Gives findings that know a span the line and the column where it begins. Only their files are read. */
export async function withLines(
  repository: Pick<Repository, 'read'>,
  findings: readonly Finding[],
  contentOf: (finding: Finding, path: string) => Oid | null | undefined,
): Promise<readonly Finding[]> {
  const contentIds = new Map(findings.filter(lacksLine).map(one => [one, contentOf(one, one.location?.path ?? '')] as const));
  const wanted = [...new Set(contentIds.values())].filter(id => typeof id === 'string' && !id.startsWith(LINK_PREFIX));
  if (wanted.length === 0) return findings;
  const contents = await repository.read(wanted.flatMap(id => id ?? []));
  const indexes = new Map([...contents].map(([id, bytes]) => [id, new LineIndex(textOf(bytes))] as const));
  return findings.map(finding => {
    const lines = indexes.get(contentIds.get(finding) ?? '');
    const { location } = finding;
    return lines && location?.span ? { ...finding, location: { ...location, ...lines.position(location.span.start) } } : finding;
  });
}

function lacksLine({ location }: Finding): boolean {
  return location?.span !== undefined && location.line === undefined;
}

/** Lines are the same in every encoding that frameworks read and that is not UTF-8: each of them spells line ends as ASCII does. */
function textOf(bytes: Uint8Array): string {
  return decodeText(bytes) ?? Buffer.from(bytes).toString('latin1');
}
