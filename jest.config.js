/** One suite: *.spec.ts beside the code, *.int-spec.ts (real database), *.api-spec.ts (one service), *.e2e-spec.ts (the suite). */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/libs', '<rootDir>/services', '<rootDir>/tools', '<rootDir>/bench'],
  testRegex: '\\.(spec|int-spec|api-spec|e2e-spec)\\.ts$',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2024',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  moduleNameMapper: {
    '^#libs/(.*)$': '<rootDir>/libs/$1.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/libs/testing/jest-global-setup.ts',
  reporters: ['default', '<rootDir>/libs/testing/jest-summary-reporter.ts'],
  testTimeout: 60_000,
  // Modules of specs are never given back: a process that has grown is followed by another.
  workerIdleMemoryLimit: '1.5GB',
};
