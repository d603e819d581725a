import { providerNames } from '../provider-names.js';
import { providers } from './index.js';

test('every provider can be chosen by its name, and no other', () => {
  expect([...providerNames]).toEqual(['auto', ...providers.map(({ name }) => name)]);
});
