export type FrameworkVersion = 'newest' | 'oldest';

/** Interpreters that have Django and Alembic, as tools/bootstrap made them. */
export type Interpreters = Readonly<Record<FrameworkVersion, string>>;

export const versions: readonly FrameworkVersion[] = ['newest', 'oldest'];

function interpreters(): Interpreters | undefined {
  const { ONELEAF_PYTHON_NEWEST: newest, ONELEAF_PYTHON_OLDEST: oldest } = process.env;
  return newest !== undefined && oldest !== undefined ? { newest, oldest } : undefined;
}

const required = process.env.CI === 'true' || process.env.ONELEAF_REQUIRE_PYTHON === '1';

/** A `describe` whose specs ask the real frameworks: skipped in plain sight where there is no Python, a failure where that is not allowed. */
export function describeWithPython(name: string, body: (python: Interpreters) => void): void {
  const python = interpreters();
  if (python) {
    describe(name, () => body(python));
    return;
  }
  if (required) throw new Error('ONELEAF_PYTHON_NEWEST and ONELEAF_PYTHON_OLDEST are not set: run the specs with npm test');
  describe.skip(`SKIPPED without Python (run npm test): ${name}`, () => {
    test('asks the real frameworks', () => undefined);
  });
}
