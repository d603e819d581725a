import { agreeWithAlembic } from '../agreement.js';
import { AlembicOracle, readAlembic, type AlembicAnswer, type AlembicReading, type AlembicRequest } from './oracle.js';
import { expectAllowedLeaves } from '../claim-checks.js';
import type { TreeFiles } from '../oracle.js';
import { describeWithPython, versions, type FrameworkVersion } from '../python.js';

/** What each version answers, and which of them Oneleaf agrees with. */
interface AnswersByVersion extends Readonly<Record<FrameworkVersion, object>> {
  readonly follows: FrameworkVersion | 'neither';
}

/** A fact about Alembic, a tree that shows it, what Alembic answers, and the rules that Oneleaf finds broken. */
export type AlembicFactRow = [fact: string, tree: TreeFiles | AlembicRequest, alembic: object, findings?: readonly string[]];

export const wholeAnswer = { stage: 'whole', error: null, warnings: [] };

export function loadRefusal(type: string, message: string | RegExp): object {
  return { stage: 'load', error: { type, message: expect.stringMatching(message) as string } };
}

/** The one history of a tree. */
export function readOne(files: TreeFiles): AlembicReading {
  const [ours, ...more] = readAlembic(files);
  if (!ours || more.length > 0) throw new Error(`Oneleaf sees ${more.length + (ours ? 1 : 0)} histories`);
  return ours;
}

/** Asks both versions of Alembic about every row, and Oneleaf. */
export function testFacts(name: string, facts: readonly AlembicFactRow[]): void {
  describeWithPython(name, python => {
    for (const version of versions) {
      const alembic = new AlembicOracle(python[version]);
      afterAll(() => alembic.close());

      test.each<AlembicFactRow>([...facts])(`${version}: %s`, async (_fact, tree, said, findings = []) => {
        const request = isRequest(tree) ? tree : { files: tree };
        const theirs = await alembic.ask(request);
        expect(theirs).toMatchObject(isByVersion(said) ? said[version] : said);
        const ours = readOne(request.files);
        expect(ours.findings.map(({ rule }) => rule)).toEqual(findings);
        if (!isByVersion(said) || said.follows === version) expectAgreement(ours, theirs);
      });
    }
  });
}

/** As far as Alembic comes, and Oneleaf can tell. */
function expectAgreement(ours: AlembicReading, theirs: AlembicAnswer): void {
  if (ours.undecided.length > 0) expectAllowedLeaves(ours.count, theirs.graph?.leaves ?? []);
  else if (theirs.graph ?? theirs.cycle) agreeWithAlembic(ours, theirs);
}

function isRequest(tree: TreeFiles | AlembicRequest): tree is AlembicRequest {
  return typeof tree.files === 'object';
}

function isByVersion(said: object): said is AnswersByVersion {
  return 'follows' in said;
}
