// Rules for web/, tools/ and tests/web/: the recommended ones and a few that catch real mistakes.
import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['build/', 'dist/', '**/node_modules/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: 'module' },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-implicit-globals': 'error',
      'no-shadow': 'error',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'none' }],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'require-await': 'error',
    },
  },
  {
    files: ['web/**'],
    languageOptions: { globals: { ...globals.browser, process: 'readonly', setImmediate: 'readonly' } },
  },
  {
    // Classic scripts that only add to a page which does without them.
    files: ['web/*.js'],
    languageOptions: { sourceType: 'script' },
  },
  {
    // Runs before anything is known of the browser, hence the old syntax.
    files: ['web/boot.js'],
    languageOptions: { ecmaVersion: 5, sourceType: 'script' },
    rules: { 'no-var': 'off', 'object-shorthand': 'off', 'prefer-const': 'off' },
  },
  {
    files: ['tools/**', 'tests/**', '*.mjs'],
    languageOptions: { globals: { ...globals.node } },
  },
  {
    // The browser's half of a test is written inside page.evaluate().
    files: ['tests/web/**', 'tests/bench/**'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
