import { agreeWithAlembic } from './agree.js';
import { Alembic, readAlembic, type AlembicAnswer, type AlembicReading, type AlembicRequest } from './alembic-oracle.js';
import { allowsLeaves } from './allow.js';
import type { Files } from './oracle.js';
import { describeWithPython, versions, type Version } from './python.js';

/** What each version answers, and which of them Oneleaf agrees with. */
interface Differing extends Readonly<Record<Version, object>> {
  readonly follows: Version | 'neither';
}

/** A fact about Alembic, a tree that shows it, what Alembic answers, and the rules that Oneleaf finds broken. */
export type Fact = [fact: string, tree: Files | AlembicRequest, alembic: object, findings?: readonly string[]];

export const whole = { stage: 'whole', error: null, warnings: [] };

export function refusal(type: string, message: string | RegExp): object {
  return { stage: 'load', error: { type, message: expect.stringMatching(message) as string } };
}

/** The one history of a tree. */
export function readOne(files: Files): AlembicReading {
  const [ours, ...more] = readAlembic(files);
  if (!ours || more.length > 0) throw new Error(`Oneleaf sees ${more.length + (ours ? 1 : 0)} histories`);
  return ours;
}

/** Asks both versions of Alembic about every row, and Oneleaf. */
export function holdFacts(name: string, facts: readonly Fact[]): void {
  describeWithPython(name, python => {
    for (const version of versions) {
      const alembic = new Alembic(python[version]);
      afterAll(() => alembic.close());

      test.each<Fact>([...facts])(`${version}: %s`, async (_fact, tree, said, findings = []) => {
        const request = isRequest(tree) ? tree : { files: tree };
        const theirs = await alembic.ask(request);
        expect(theirs).toMatchObject(differs(said) ? said[version] : said);
        const ours = readOne(request.files);
        expect(ours.findings.map(({ rule }) => rule)).toEqual(findings);
        if (!differs(said) || said.follows === version) agree(ours, theirs);
      });
    }
  });
}

/** As far as Alembic comes, and Oneleaf can tell. */
function agree(ours: AlembicReading, theirs: AlembicAnswer): void {
  if (ours.undecided.length > 0) allowsLeaves(ours.count, theirs.graph?.leaves ?? []);
  else if (theirs.graph ?? theirs.cycle) agreeWithAlembic(ours, theirs);
}

function isRequest(tree: Files | AlembicRequest): tree is AlembicRequest {
  return typeof tree.files === 'object';
}

function differs(said: object): said is Differing {
  return 'follows' in said;
}
