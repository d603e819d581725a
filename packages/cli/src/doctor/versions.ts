import type { Condition, Examined } from '@oneleaf/core';

/** The oldest version that runs, and the oldest that leaves no question open. */
interface Demand {
  readonly least: string;
  readonly enough: string;
  /** What the ones between cannot do. */
  readonly without: string;
}

const GIT: Demand = { least: '2.33', enough: '2.38', without: 'some landings that paths alone cannot tell stay unknown' };
const NODE: Demand = { least: '20.19', enough: '20.19', without: '' };

export function examineVersions({
  git,
  node,
  own,
}: {
  readonly git: string;
  readonly node: string;
  readonly own: string;
}): readonly Examined[] {
  return [
    { subject: 'oneleaf', condition: 'ok', message: own },
    examineVersion('git', git, GIT),
    examineVersion('node', node.replace(/^v/, ''), NODE),
  ];
}

function examineVersion(subject: string, version: string, { least, enough, without }: Demand): Examined {
  const condition: Condition = !reaches(version, least) ? 'fail' : reaches(version, enough) ? 'ok' : 'warn';
  if (condition === 'ok') return { subject, condition, message: version };
  const message = condition === 'fail' ? `${version} is too old` : `${version}: ${without}`;
  return { subject, condition, message, fix: { title: `install ${subject} ${enough} or newer` } };
}

function reaches(version: string, wanted: string): boolean {
  const parts = (text: string): readonly number[] => text.split('.').map(Number);
  const [major = 0, minor = 0] = parts(version);
  const [wantedMajor = 0, wantedMinor = 0] = parts(wanted);
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
}
