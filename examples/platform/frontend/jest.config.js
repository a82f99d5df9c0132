// Jest runs CommonJS; `npm run type-check` checks the types.
const compiler = { target: "ES2022", module: "CommonJS", sourceMap: true };

/** @type {import("jest").Config} */
export default {
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  transform: { "\\.ts$": ["ts-jest", { diagnostics: false, tsconfig: compiler }] },
  // TypeScript's modules name the files that they are compiled to.
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  collectCoverageFrom: ["src/**/*.ts"],
  coverageReporters: ["lcov", "json", "cobertura", "clover", "text-summary"],
};
