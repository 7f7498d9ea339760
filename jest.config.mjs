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
  // Modules of a test file are not freed with it, and a worker of a gigabyte or two takes longer to end than the half second
  // that Jest gives it: it is then ended by force, and the tests are blamed for it. A fresh worker costs nothing measurable.
  workerIdleMemoryLimit: '256MB',
};
