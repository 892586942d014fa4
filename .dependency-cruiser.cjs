// Who may know whom. Each rule is proven by a planted violation in libs/testing/boundaries.spec.ts.

/** *.spec.ts, *.int-spec.ts …, and *.contract.ts: what every adapter of a port is tested against. */
const spec = '((\\.|-)spec|\\.contract)\\.ts$';
const testCode = [spec, '^libs/testing/', '^services/[^/]+/test/'];
const production = { pathNot: [...testCode, '^(bench|tools)/'] };

/** An allow-list: everything that is not named is refused, Node's own modules too. Specs may use their tools. */
const mayOnlyImport = (name, path, allowed) => ({
  name,
  severity: 'error',
  from: { path, pathNot: spec },
  to: { pathNot: allowed },
});
const mayNotImport = (name, from, to) => ({ name, severity: 'error', from, to });

module.exports = {
  forbidden: [
    mayNotImport(
      'services-stay-apart',
      { path: '^services/([^/]+)/', pathNot: '^services/suite/' },
      { path: '^services/', pathNot: '^services/$1/' },
    ),
    mayNotImport('libs-know-no-service', { path: '^libs/' }, { path: '^services/' }),
    // Benches measure any part: what they know they wear out, not the product.
    mayNotImport('tools-know-only-the-suite', { path: '^tools/' }, { path: '^services/', pathNot: '^services/suite/' }),
    mayOnlyImport('kernel-imports-nothing', '^libs/kernel/', ['^libs/kernel/']),
    mayOnlyImport(
      'engines-import-only-kernel',
      '^libs/(process-engine|contact-routing|business-time|quality-rules|recommendation|feel)/',
      // The pure libraries they name: BPMN and DMN files, FEEL expressions, patterns.
      ['^libs/$1/', '^libs/(kernel|feel)/', 'node_modules/(bpmn-moddle|dmn-moddle|feelin|lezer-feel|re2js)/'],
    ),
    // What is simulated is routed by the router itself; linear programs.
    mayOnlyImport('workforce-imports-only-routing', '^libs/workforce/', [
      '^libs/(workforce|contact-routing|kernel)/',
      'node_modules/highs/',
    ]),
    mayOnlyImport('contracts-import-only-zod', '^libs/contracts/', ['^libs/contracts/', 'node_modules/zod/']),
    mayOnlyImport('domain-is-pure', '^services/([^/]+)/src/([^/]+)/domain/', [
      '^services/$1/src/$2/domain/',
      '^libs/kernel/',
      // Pure: the numbering plans of the world.
      'node_modules/libphonenumber-js/',
    ]),
    mayNotImport(
      'use-cases-know-no-infra',
      { path: '^services/[^/]+/src/[^/]+/commands/', pathNot: spec },
      { path: '/infra/|node_modules/(typeorm|@nestjs/typeorm)/' },
    ),
    mayNotImport(
      'contexts-stay-apart',
      { path: '^services/([^/]+)/src/([^/]+)/', pathNot: '\\.module\\.ts$' },
      { path: '^services/$1/src/[^/]+/', pathNot: ['^services/$1/src/$2/', '\\.api\\.ts$'] },
    ),
    // Nest gets at another context's api only by importing the module that provides it.
    mayNotImport(
      'modules-wire-only-modules',
      { path: '^services/([^/]+)/src/([^/]+)/.*\\.module\\.ts$' },
      { path: '^services/$1/src/[^/]+/', pathNot: ['^services/$1/src/$2/', '\\.(api|module)\\.ts$'] },
    ),
    mayNotImport('no-barrels', { path: '(^|/)index\\.ts$' }, {}),
    mayNotImport('no-circles', {}, { circular: true }),
    mayNotImport('no-unresolvable', {}, { couldNotResolve: true }),
    mayNotImport('no-spec-in-production', production, { path: testCode }),
    mayNotImport('no-dev-tool-in-production', production, {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
    }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Or an import of a type alone would pass every wall.
    tsPreCompilationDeps: true,
    // "source" is the condition under which package.json maps #libs/* to the sources instead of dist.
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
    },
  },
};
