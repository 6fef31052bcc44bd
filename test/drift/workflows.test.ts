import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { root } from "../../scripts/tools/paths.js";

interface Job {
  env?: Record<string, string>;
  permissions?: Record<string, string>;
  steps: { uses?: string; run?: string; with?: Record<string, unknown> }[];
}

const files = ["ci", "contract"].map((name) => {
  const text = readFileSync(join(root, `.github/workflows/${name}.yml`), "utf8");
  return { name, text, ...(parse(text) as { jobs: Record<string, Job>; permissions: unknown; env?: unknown }) };
});
const jobs = files.flatMap((file) =>
  Object.entries(file.jobs).map(([name, job]) => Object.assign({ place: `${file.name}, ${name}` }, job)),
);

describe.each(files)("the workflow $name", ({ text, permissions, env }) => {
  test("pins each action by its commit, with the version in a comment", () => {
    const uses = text.match(/uses: .*/g) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/^uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test("may only read, and gives nothing to all jobs", () => {
    expect(permissions).toEqual({ contents: "read" });
    expect(env).toBeUndefined();
  });

  test("installs without running scripts of packages", () => {
    for (const line of text.match(/npm (?:ci|install|i)\b.*/g) ?? []) expect(line).toBe("npm ci --ignore-scripts");
  });
});

describe.each(jobs)("the job $place", ({ env, permissions, steps }) => {
  test("gives no secret to all of its steps", () => {
    // Whether there is a secret may be known.
    const given = Object.values(env ?? {}).filter((value) => !/^\$\{\{ secrets\.\w+ != '' \}\}$/.test(value));
    expect(given.join()).not.toContain("secrets.");
  });

  test("runs nothing from npm where it may write, and leaves no token where it does", () => {
    const runsNpm = steps.some(({ run }) => /\bnpm\b/.test(run ?? ""));
    const checkout = steps.find(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkout).toBeDefined();
    expect(permissions === undefined || !runsNpm).toBe(true);
    expect(checkout?.with?.["persist-credentials"] === false || !runsNpm).toBe(true);
  });
});
