import { styleFactsOf, draftWith, draftsOf } from '../../testing/style-facts.js';
import { credentialInSeed } from './credential-in-seed.js';

test('a migration that does it', () => {
  const found = draftWith(
    'b gives a credential as a literal: everybody who can read the repository has it, and a hash can be guessed',
    'take it from the environment or make it up at run time, and change it where the migration has run',
    'what is credential',
  );
  expect(draftsOf(credentialInSeed, styleFactsOf('credential', 'mixed'))).toEqual([found]);
});

test('one that does something else, or nothing', () => {
  expect([...draftsOf(credentialInSeed, styleFactsOf('mixed')), ...draftsOf(credentialInSeed, {})]).toEqual([]);
});
