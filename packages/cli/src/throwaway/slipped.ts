import { graded, type Draft, type Finding, type Severities } from '@oneleaf/core';
import type { Slip } from '@oneleaf/sandbox';
import { fromProject, type FoundProject } from './projects.js';

interface Wording {
  readonly message: (slip: Slip) => string;
  readonly at: string;
  readonly before: string;
  readonly mend: string;
}

const WORDINGS: Readonly<Record<Slip['rule'], Wording>> = {
  'circular-import': {
    message: ({ name, at, before }) => `${at.path} wants ${name} of ${before.path}, which has not come to it when it is imported first`,
    at: 'wants it',
    before: 'waits for this import',
    mend: 'put what both need into a module of its own, or import it in the function that needs it',
  },
  'repeated-init-app': {
    message: ({ name }) => `${name}.init_app is called twice for one application`,
    at: 'the second call',
    before: 'the first',
    mend: 'keep the call where every program makes its application, and take the other one out',
  },
};

/** What goes wrong in another order of imports, or in another program than the one that was run. */
export function slipped(found: FoundProject, slips: readonly Slip[], severities: Severities): readonly Finding[] {
  return slips.flatMap(slip => graded({ name: slip.rule, severity: 'warning' }, [worded(found, slip)], severities));
}

function worded(found: FoundProject, slip: Slip): Draft {
  const [at, before] = [fromTop(found, slip.at), fromTop(found, slip.before)];
  const { message, mend, ...roles } = WORDINGS[slip.rule];
  const related = [
    { path: at.path, message: `line ${at.line}: ${roles.at}` },
    { path: before.path, message: `line ${before.line}: ${roles.before}` },
  ];
  return { history: '', message: message({ ...slip, at, before }), location: { path: at.path }, related, fix: { title: mend } };
}

function fromTop(found: FoundProject, { path, line }: Slip['at']): Slip['at'] {
  return { path: fromProject(found, path), line };
}
