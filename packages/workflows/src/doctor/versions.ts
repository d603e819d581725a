import type { GuardCondition, GuardExamination } from '@oneleaf/core';

/** The oldest version that runs, and the oldest that leaves no question open. */
interface VersionDemand {
  readonly least: string;
  readonly enough: string;
  /** What the ones between cannot do. */
  readonly without: string;
}

const GIT: VersionDemand = { least: '2.33', enough: '2.38', without: 'some verdicts stay unknown, because paths alone do not decide them' };
const NODE: VersionDemand = { least: '20.19', enough: '20.19', without: '' };

export function examineVersions({
  git,
  node,
  own,
}: {
  readonly git: string;
  readonly node: string;
  readonly own: string;
}): readonly GuardExamination[] {
  return [
    { subject: 'oneleaf', condition: 'ok', message: own },
    examineVersion('git', git, GIT),
    examineVersion('node', node.replace(/^v/, ''), NODE),
  ];
}

function examineVersion(subject: string, version: string, { least, enough, without }: VersionDemand): GuardExamination {
  const condition: GuardCondition = !reaches(version, least) ? 'fail' : reaches(version, enough) ? 'ok' : 'warn';
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
