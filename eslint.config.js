import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import typescript from 'typescript-eslint';

const environment = 'The environment is read in config.ts only; take what you need as an argument.';

const pure = 'An engine has no clock, no random and no I/O of its own: it is told.';
const refusedSyntax = [
  {
    selector: 'MemberExpression[object.name="Scope"][property.name="REQUEST"]',
    message:
      'A request-scoped provider is rebuilt, with all that depends on it, for every request: use the tenant context.',
  },
];

export default defineConfig(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'data/', '.real/'] },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/ban-ts-comment': 'error',
      // Spares files with decorators by itself: Nest reads constructor types at run time, so those imports must stay values.
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An in-memory adapter of an asynchronous port has nothing to await.
      '@typescript-eslint/require-await': 'off',
      // Takes a constant that only a decorator names for unused.
      'no-useless-assignment': 'off',
      'max-lines': ['error', { max: 250 }],
      'no-restricted-properties': ['error', { object: 'process', property: 'env', message: environment }],
      'no-restricted-imports': [
        'error',
        { paths: ['process', 'node:process'].map((name) => ({ name, importNames: ['env'], message: environment })) },
      ],
      'no-restricted-syntax': ['error', ...refusedSyntax],
    },
  },
  {
    files: ['libs/{process-engine,contact-routing,business-time,workforce,quality-rules,recommendation,feel}/**/*.ts'],
    ignores: ['**/*{.spec,-spec}.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...refusedSyntax,
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: pure },
        { selector: 'CallExpression[callee.name="Date"]', message: pure },
        { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: pure },
        { selector: 'MemberExpression[object.name="Math"][property.name="random"]', message: pure },
      ],
      'no-restricted-globals': [
        'error',
        ...['setTimeout', 'setInterval', 'setImmediate', 'performance', 'crypto', 'fetch', 'process', 'globalThis'].map(
          (name) => ({ name, message: pure }),
        ),
      ],
    },
  },
  {
    // Services read their own environment; the tests theirs: CI, and where the real parts are.
    files: [
      'services/*/src/config.ts',
      'tools/**/config.ts',
      'bench/**/config.ts',
      'libs/testing/{jest-*,real-parts/real-parts}.ts',
    ],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    // Answers of an HTTP call are any until the test has looked at them, and mocks are named without being called.
    files: ['**/*{.spec,-spec,.contract}.ts'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
