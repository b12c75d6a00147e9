import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts'],
          globalSetup: ['test/support/stand-in.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has a database of its own; more at once would only wait for the one server.
          maxWorkers: 2,
        },
      },
    ],
  },
})
