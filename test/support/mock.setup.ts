import type { TestProject } from "vitest/node";
import { startMock } from "../../scripts/tools/prism.js";

declare module "vitest" {
  interface ProvidedContext {
    mockUrl: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mock = await startMock();
  project.provide("mockUrl", mock.url);
  return mock.stop;
}
