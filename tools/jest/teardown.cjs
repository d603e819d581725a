'use strict';

module.exports = async () => {
  const left = await globalThis.leftovers.left();
  if (left.length === 0) return;
  console.error(`\nThe specs have left behind:\n${left.map(one => `  ${one}\n`).join('')}`);
  // Jest keeps it; an error here would keep its results from being written.
  process.exitCode = 1;
};
