export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/test/end-to-end/n8n-host/'],
  modulePathIgnorePatterns: ['<rootDir>/test/end-to-end/n8n-host/', '<rootDir>/packages/[^/]+/dist/'],
  // Jest strips the types itself with Node's own stripper, so no transform is needed.
  transform: {},
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironmentOptions: { customExportConditions: ['@parley/source', 'node', 'node-addons'] },
  testTimeout: 30_000,
  maxWorkers: 3,
  // Modules of a test file are not freed with it: without a bound a worker grows beyond 2 GB, and takes so long to give
  // that back that Jest ends it by force and blames the tests.
  workerIdleMemoryLimit: '512MB',
};
