import { sentence } from '../../model/message.js';
import type { MigrationRule } from '../rule.js';
import { styleFindings } from '../style-findings.js';

export const credentialInSeed: MigrationRule = {
  name: 'credential-in-seed',
  severity: 'warning',
  summary: 'a migration holds a password, key or token as a literal',
  reads: 'practices',
  acceptable: true,
  check: input =>
    styleFindings(input, 'credential', {
      message: ({ literal }) =>
        sentence`${{ migration: literal }} gives a credential as a literal: everybody who can read the repository has it, and a hash can be guessed`,
      fix: { title: 'take it from the environment or make it up at run time, and change it where the migration has run' },
    }),
};
