'use strict';
const { Leftovers } = require('./leftovers.cjs');

module.exports = () => {
  const leftovers = new Leftovers();
  Object.assign(process.env, leftovers.env);
  globalThis.leftovers = leftovers;
};
