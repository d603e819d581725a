import { describeWithPython, versions } from '@oneleaf/frameworks/testing';
import { scratch } from '@oneleaf/git/testing';
import { describeWithPostgres } from '@oneleaf/sandbox/testing';
import { ALEMBIC, specProject, revision, type SpecProject } from '../testing/spec-project.js';
import { deviationsOf, follow, sql, statusOf } from '../testing/status-run.js';

const versionsFolder = 'db/scripts/versions';
const tax = revision('bbbb', 'aaaa', 'tax');
const sku = revision('cccc', 'bbbb', 'sku');
const CHAIN = { ...ALEMBIC, ...tax, ...sku };
const up = (target: string): string => `cd db && alembic upgrade ${target}`;
const UP = up('heads');
const stamp = (target: string): string => `cd db && alembic stamp ${target}`;

interface Scene {
  readonly make: (at: SpecProject) => Promise<void> | void;
  /** Kinds in their order. */
  readonly kinds: readonly string[];
  /** The commands that were run, each as it was printed. */
  readonly ran: readonly string[];
}

const scenes: Readonly<Record<string, Scene>> = {
  'nothing was ever applied': { make: at => sql(at, 'SELECT 1'), kinds: ['unmigrated'], ran: [UP] },
  'all was taken back': {
    make: async at => {
      at.run([UP, 'cd db && alembic downgrade base']);
      await sql(at, 'DROP TABLE shop_item');
    },
    kinds: ['unmigrated'],
    ran: [UP],
  },
  'up to date': { make: at => at.run([UP]), kinds: [], ran: [] },
  behind: { make: at => at.run([up('aaaa')]), kinds: ['behind'], ran: [UP] },
  'ahead: the file is on another branch': {
    make: at => {
      at.repo.commit('feat/vat', revision('dddd', 'cccc', 'vat'), { parents: ['main'] });
      at.repo.write(revision('dddd', 'cccc', 'vat'));
      at.run([UP, `rm ${versionsFolder}/dddd.py`]);
    },
    kinds: ['ahead'],
    ran: [`npx oneleaf restore dddd && (cd db && alembic downgrade cccc) && rm ${versionsFolder}/dddd.py`],
  },
  'ahead on one line and behind on the other': {
    make: at => {
      at.repo.commit('feat/vat', revision('dddd', 'aaaa', 'vat'), { parents: ['main'] });
      at.repo.write(revision('dddd', 'aaaa', 'vat'));
      at.run([up('dddd'), `rm ${versionsFolder}/dddd.py`]);
    },
    kinds: ['ahead', 'behind'],
    ran: [`npx oneleaf restore dddd && (cd db && alembic downgrade aaaa) && rm ${versionsFolder}/dddd.py`, UP],
  },
  'a revision that nobody has': {
    make: async at => {
      at.run([UP]);
      await sql(at, "UPDATE alembic_version SET version_num = 'feed'");
    },
    kinds: ['unknown'],
    ran: [stamp('--purge cccc')],
  },
  'a revision that nobody has, and tables of the first alone': {
    make: async at => {
      at.run([up('aaaa')]);
      await sql(at, "UPDATE alembic_version SET version_num = 'feed'");
    },
    kinds: ['unknown'],
    ran: [stamp('--purge aaaa'), UP],
  },
  'tables that create_all has made, or of which the record is gone': {
    make: async at => {
      at.run([UP]);
      await sql(at, 'DROP TABLE alembic_version');
    },
    kinds: ['unrecorded'],
    ran: [stamp('heads')],
  },
  'tables of a part of the chain, without a record': {
    make: async at => {
      at.run([up('bbbb')]);
      await sql(at, 'DELETE FROM alembic_version');
    },
    kinds: ['unrecorded'],
    ran: [stamp('bbbb'), UP],
  },
  "the file's name instead of the id": {
    make: async at => {
      at.repo.write({ [`${versionsFolder}/cccc.py`]: null, [`${versionsFolder}/cccc_sku.py`]: sku[`${versionsFolder}/cccc.py`] ?? null });
      at.run([UP]);
      await sql(at, "UPDATE alembic_version SET version_num = 'cccc_sku'");
    },
    kinds: ['misnamed'],
    ran: [stamp('--purge cccc')],
  },
  'the name that a revision had before it was relinked, with what landed not applied': {
    make: at => {
      const was = revision('0003_sku', 'aaaa', 'sku');
      at.repo.commit('feat/sku', was, { parents: ['main'] });
      at.repo.write({ ...was, [`${versionsFolder}/bbbb.py`]: null, [`${versionsFolder}/cccc.py`]: null });
      at.run([UP]);
      at.repo.write({ ...tax, ...sku, [`${versionsFolder}/0003_sku.py`]: null });
    },
    // What lies between is a part of the way back.
    kinds: ['misnamed'],
    ran: ['(cd db && alembic stamp --purge aaaa) && (cd db && alembic upgrade bbbb) && (cd db && alembic stamp cccc)'],
  },
  'rows that stand on one another': {
    make: async at => {
      at.run([up('bbbb')]);
      await sql(at, "INSERT INTO alembic_version VALUES ('aaaa')");
    },
    kinds: ['overlapping', 'behind'],
    ran: [stamp('--purge bbbb'), UP],
  },
};

/** As Alembic itself sees it. */
function isCurrent(at: SpecProject): boolean {
  const { status, output } = at.ask('cd db && alembic current');
  return (
    status === 0 &&
    output
      .split('\n')
      .filter(line => /^[0-9a-f]{4}\b/.test(line))
      .join() === 'cccc (head)'
  );
}

describeWithPython('a database of Alembic', python => {
  const follows = (version: (typeof versions)[number], url: () => Promise<string>): void => {
    test.each(Object.entries(scenes))('%s', async (_name, { make, kinds, ran }) => {
      const at = specProject(CHAIN, python[version], await url());
      await make(at);
      const before = await statusOf(at);
      expect(deviationsOf(before).map(({ reported }) => reported)).toEqual(kinds.map(kind => `${kind} ${versionsFolder}`));
      expect(isCurrent(at)).toBe(kinds.length === 0);
      expect(await follow(at)).toEqual(ran);
      expect(deviationsOf(await statusOf(at))).toEqual([]);
      expect(isCurrent(at)).toBe(true);
    });
  };

  describe.each(versions)('with the %s Alembic', version => {
    describeWithPostgres('on PostgreSQL', server => follows(version, () => server.database()));
  });

  describe('with the newest Alembic on SQLite', () => follows('newest', () => Promise.resolve(`sqlite:///${scratch()}/db.sqlite3`)));
});
