'use strict';
const { Census } = require('./census.cjs');

module.exports = () => {
  const census = new Census();
  Object.assign(process.env, census.env);
  globalThis.census = census;
};
