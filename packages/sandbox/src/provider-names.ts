/**
 * What `--provider` and `oneleaf.json` may name, in the order of the help. `auto` chooses among the others.
 * The list has a file of its own because a configuration is read without loading what starts servers; a spec compares it with the providers.
 */
export const providerNames = ['auto', 'native', 'url', 'docker', 'sqlite'] as const;

export type ProviderName = (typeof providerNames)[number];
