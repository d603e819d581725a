/** For jest: a file that is imported for its text, as esbuild's loader of that name gives it. */
module.exports = { process: text => ({ code: `module.exports = ${JSON.stringify(text)};` }) };
