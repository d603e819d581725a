/** What the generated trees of this run are made from; ONELEAF_SEED makes them again. */
export const randomSeed = Number(process.env.ONELEAF_SEED ?? Date.now() % 2 ** 31);

process.stderr.write(`ONELEAF_SEED=${randomSeed}\n`);
