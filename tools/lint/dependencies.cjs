// The rooms of the house and the arrows between them. docs/architecture.md draws what this file holds.
const parts = ['report', 'git', 'sandbox', 'forge', 'frameworks'];
const layers = [['core'], parts, ['workflows'], ['cli', 'nx']];

const commands = 'check|comment|describe|doctor|drift|generate|init|merge|new|pre-push|predict|prove|rebase|restore|sync|verify';

/** A package imports what lies in lower layers. */
function arrows() {
  return layers.flatMap((names, layer) =>
    names.map(name => {
      const lower = layers.slice(0, layer).flat();
      return {
        name: `${name}-imports-lower-layers-alone`,
        comment: `packages/${name} may import ${lower.length > 0 ? lower.join(', ') : 'no other package'}.`,
        severity: 'error',
        from: { path: `^packages/${name}/src/` },
        to: { path: '^packages/[^/]+/src/', pathNot: `^packages/(?:${[name, ...lower].join('|')})/src/` },
      };
    }),
  );
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that import each other are one file, or a third one is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    ...arrows(),
    {
      name: 'no-command-imports-another',
      comment: 'What two commands share has a room of its own in packages/workflows.',
      severity: 'error',
      from: { path: `^packages/workflows/src/(${commands})[./]` },
      to: { path: `^packages/workflows/src/(?:${commands})[./]`, pathNot: '^packages/workflows/src/$1[./]' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['node_modules', '/dist/', '\\.spec\\.ts$', '/testing/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      conditionNames: ['@oneleaf/source', 'node', 'require', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.cjs', '.json'],
    },
  },
};
