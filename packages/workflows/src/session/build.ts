declare const ONELEAF_BUILD: string | undefined;

/** Names the code that gives the answers: another build may answer otherwise. Sources that were not built remember nothing. */
export const BUILD = typeof ONELEAF_BUILD === 'undefined' ? undefined : ONELEAF_BUILD;
