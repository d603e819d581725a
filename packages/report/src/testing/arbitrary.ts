import type {
  BranchOutcome,
  CheckReport,
  Concern,
  DoctorReport,
  DraftOutcome,
  DraftReport,
  Finding,
  HistoryOutcome,
  MessagePart,
  PredictReport,
  RebaseReport,
  Verdict,
} from '@oneleaf/core';
import fc from 'fast-check';

/** Any text that git lets into a name or a message. */
export const text = fc.string({ unit: 'binary', maxLength: 30 });
export const texts = fc.array(text, { maxLength: 5 });
export const commit = fc.string({ unit: fc.integer({ min: 0, max: 15 }).map(digit => digit.toString(16)), minLength: 40, maxLength: 40 });
const verdict = fc.constantFrom<Verdict>('clean', 'conflict', 'broken', 'landed', 'unknown');
const span = fc.record({ start: fc.nat(), end: fc.nat() });

/** A record of which the keys of the second group may be absent. */
export function withOptionalKeys<A, B>(always: fc.Arbitrary<A>, sometimes: fc.Arbitrary<Partial<B>>): fc.Arbitrary<A & Partial<B>> {
  return fc.tuple(always, sometimes).map(([a, b]) => ({ ...a, ...b }));
}

const counted = fc.integer({ min: 1 });
const location = withOptionalKeys(fc.record({ path: text }), fc.record({ span, line: counted, column: counted }, { requiredKeys: [] }));
const origin = fc.constantFrom('base' as const, 'branch' as const);
const related = withOptionalKeys(
  fc.record({ path: text, message: text }),
  fc.record({ note: text, span, side: origin, line: counted, column: counted }, { requiredKeys: [] }),
);
const changes = fc.array(fc.record({ path: text, text: fc.option(text) }), { maxLength: 3 });
export const fix = withOptionalKeys(
  fc.record({ title: text }),
  fc.record({ command: text, arguments: texts, changes }, { requiredKeys: [] }),
);

const parts = fc.array(fc.record({ type: fc.constantFrom<MessagePart['type']>('text', 'path', 'migration', 'history', 'code'), text }), {
  maxLength: 5,
});

export const finding: fc.Arbitrary<Finding> = withOptionalKeys(
  fc.record({
    rule: fc.constantFrom('multiple-leaves', 'cycle', 'text-conflict'),
    severity: fc.constantFrom<Finding['severity']>('error', 'warning', 'note'),
    history: text,
    message: text,
  }),
  fc.record({ parts, location, related: fc.array(related, { maxLength: 3 }), fix }, { requiredKeys: [] }),
);

const outcome: fc.Arbitrary<HistoryOutcome> = fc.record({
  history: text,
  framework: fc.constantFrom('django', 'alembic'),
  folder: text,
  leaves: texts,
  landedLeaves: texts,
  added: texts,
  findings: fc.array(finding, { maxLength: 14 }),
});

const side = fc.record({ verdict, secondLeaf: fc.boolean() });

const branch: fc.Arbitrary<BranchOutcome> = withOptionalKeys(
  fc.record({ ref: text, commit, verdict, exact: fc.boolean(), reasons: texts, histories: fc.array(outcome, { maxLength: 3 }) }),
  fc.record(
    {
      target: fc.record({ ref: text, commit, how: fc.constantFrom('configured' as const, 'inferred' as const) }),
      standstill: fc.record({ paths: fc.array(text, { minLength: 1, maxLength: 3 }), ifBase: side, ifBranch: side }),
      fix,
      time: fc.integer({ min: 0, max: 2_000_000_000 }),
      open: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
);

export const anyCheck: fc.Arbitrary<CheckReport> = withOptionalKeys(
  fc.record({
    schema: fc.constant(1 as const),
    command: fc.constant('check' as const),
    ref: text,
    commit: fc.option(commit),
    histories: fc.array(
      fc.record({
        history: text,
        framework: fc.constant('django'),
        folder: text,
        migrations: fc.nat(),
        leaves: texts,
        roots: texts,
        undecided: texts,
      }),
      { maxLength: 3 },
    ),
    findings: fc.array(finding, { maxLength: 30 }),
  }),
  fc.record({ accepted: fc.nat() }, { requiredKeys: [] }),
);

const base = withOptionalKeys(
  fc.record({ ref: text, commit }),
  fc.record(
    { stale: withOptionalKeys(fc.record({ reason: text }), fc.record({ ageSeconds: fc.nat() }, { requiredKeys: [] })) },
    { requiredKeys: [] },
  ),
);

export const anyPredict: fc.Arbitrary<PredictReport> = fc.record({
  schema: fc.constant(1 as const),
  command: fc.constantFrom('predict' as const, 'pre-push' as const),
  base,
  branches: fc.array(branch, { maxLength: 30 }),
  groups: fc.array(fc.record({ history: text, refs: fc.array(text, { minLength: 2, maxLength: 15 }) }), { maxLength: 3 }),
  twins: fc.array(
    fc.record({
      kind: fc.constantFrom('fix' as const, 'same' as const, 'landed' as const),
      history: text,
      refs: fc.array(text, { minLength: 1, maxLength: 3 }),
      migrations: texts,
    }),
    { maxLength: 3 },
  ),
  landing: fc.array(fc.record({ ref: text, relink: texts }), { maxLength: 30 }),
  omitted: fc.record({ untouched: fc.nat(), landed: fc.nat(), old: fc.nat() }),
});

export const refusal = withOptionalKeys(
  fc.record({ message: text }),
  fc.record({ related: fc.array(related, { maxLength: 3 }), fix }, { requiredKeys: [] }),
);

const draft: fc.Arbitrary<DraftOutcome> = withOptionalKeys(
  fc.record({
    history: text,
    framework: fc.constantFrom('django', 'alembic'),
    folder: text,
    parents: fc.array(fc.record({ name: text, path: text, landed: fc.boolean(), here: fc.boolean() }), { maxLength: 3 }),
    notes: fc.array(fix, { maxLength: 3 }),
  }),
  fc.record({ name: text, path: text, refusal }, { requiredKeys: [] }),
);

export const draftFields = {
  schema: fc.constant(1 as const),
  base: fc.option(fc.record({ ref: text, commit })),
  drafts: fc.array(draft, { maxLength: 3 }),
  changes,
};

export const anyDraft: fc.Arbitrary<DraftReport> = fc.record({
  ...draftFields,
  command: fc.constantFrom('new' as const, 'merge' as const),
  written: fc.boolean(),
});

const examined = withOptionalKeys(
  fc.record({ subject: text, condition: fc.constantFrom('ok' as const, 'warn' as const, 'fail' as const), message: text }),
  fc.record({ fix }, { requiredKeys: [] }),
);

export const anyDoctor: fc.Arbitrary<DoctorReport> = withOptionalKeys(
  fc.record({
    schema: fc.constant(1 as const),
    command: fc.constant('doctor' as const),
    examined: fc.array(examined, { maxLength: 5 }),
  }),
  fc.record({ mended: fc.array(fc.record({ path: text, line: fc.nat(), text }), { maxLength: 3 }) }, { requiredKeys: [] }),
);

export const notes = fc.array(fix, { maxLength: 3 });
const movedMigrationFields = { name: text, path: text, parents: texts };
const line = fc.integer({ min: 1, max: 9999 });

const rebased = withOptionalKeys(
  fc.record({
    history: text,
    framework: fc.constantFrom('django', 'alembic'),
    folder: text,
    onto: fc.array(withOptionalKeys(fc.record({ name: text, path: text }), fc.record({ since: text }, { requiredKeys: [] })), {
      maxLength: 2,
    }),
    moved: fc.array(fc.record({ ...movedMigrationFields, was: fc.record(movedMigrationFields) }), { maxLength: 3 }),
    dropped: fc.array(fc.record({ name: text, path: text, reason: text }), { maxLength: 2 }),
    notes,
  }),
  fc.record({ refusal }, { requiredKeys: [] }),
);

const step = withOptionalKeys(fc.record({ migration: text, path: text }), fc.record({ span }, { requiredKeys: [] }));

const concern: fc.Arbitrary<Concern> = fc.record({
  verdict: fc.constantFrom<Concern['verdict']>('contradiction', 'same', 'opaque', 'commute'),
  severity: fc.constantFrom<Concern['severity']>('error', 'warning', 'note'),
  own: step,
  landed: step,
  message: text,
});

export const anyRebase: fc.Arbitrary<RebaseReport> = fc.record({
  schema: fc.constant(1 as const),
  command: fc.constant('rebase' as const),
  state: fc.constantFrom('planned' as const, 'written' as const, 'taken-back' as const),
  base,
  rebased: fc.array(rebased, { maxLength: 3 }),
  concerns: fc.array(concern, { maxLength: 3 }),
  edits: fc.array(fc.record({ path: text, line, before: text, after: text }), { maxLength: 5 }),
  mentions: fc.array(fc.record({ path: text, line, text, reason: text }), { maxLength: 3 }),
  changes,
  notes,
  commit: fc.option(commit),
});
