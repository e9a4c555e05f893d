import { defineConfig } from "vitest/config";

// machines that share their cores with other work must not fail a test for being slow
export default defineConfig({ test: { testTimeout: 60_000, hookTimeout: 60_000, include: ["test/**/*.test.ts"] } });
