import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { JsonObject } from "../../scripts/contract/json.js";
import { readPublished } from "../../scripts/drift/published.js";
import { root } from "../../scripts/tools/paths.js";
import { copyOfProject } from "./tree.js";

/** A bare repository with the project as its main branch, and a `gh` that writes down how it is called. */
class Origin {
  readonly #folder = mkdtempSync(join(tmpdir(), "polar-orders-origin-"));
  readonly url = join(this.#folder, "origin.git");
  readonly #calls = join(this.#folder, "gh.log");
  /** Numbers of the open pull request and issue, as `gh … list` gives them. */
  open = { pr: "", issue: "" };

  constructor() {
    onTestFinished(() => rmSync(this.#folder, { recursive: true }));
    const project = copyOfProject();
    this.#run(project, "git", "init", "--quiet", "--initial-branch", "main");
    writeFileSync(join(project, ".git/info/exclude"), "node_modules\n");
    this.#commit(project, "Start");
    this.#run(project, "git", "clone", "--quiet", "--bare", project, this.url);
    const bin = join(this.#folder, "bin");
    mkdirSync(bin);
    const script = `#!/usr/bin/env bash
if [ "$2" = list ]; then [ "$1" = pr ] && echo "$OPEN_PR" || echo "$OPEN_ISSUE"; exit; fi
echo "$@" >> "${this.#calls}"
while [ "$1" != --body-file ]; do shift; done
cat "$2" >> "${this.#calls}"
`;
    writeFileSync(join(bin, "gh"), script);
    chmodSync(join(bin, "gh"), 0o755);
  }

  /** A fresh checkout of a branch, as each job of the workflow starts with. */
  checkout(branch = "main"): string {
    const folder = join(mkdtempSync(join(this.#folder, "checkout-")), "project");
    this.#run(this.#folder, "git", "clone", "--quiet", "--branch", branch, this.url, folder);
    return folder;
  }

  /** The second job; what `gh` was asked to do. */
  propose(proposal: string, isApp = false): string {
    rmSync(this.#calls, { force: true });
    this.#run(this.checkout(), join(root, ".github/scripts/propose.sh"), proposal, { IS_APP: String(isApp) });
    return readFileSync(this.#calls, "utf8");
  }

  /** The first job; the folder with the proposal, if there is one. */
  prepare(document: JsonObject): string | undefined {
    const project = this.checkout();
    this.#run(project, "ln", "-s", join(root, "node_modules"), "node_modules");
    writeFileSync(join(project, "..", "later.json"), JSON.stringify(document));
    const proposal = join(project, "..", "proposal");
    this.#run(project, join(root, ".github/scripts/prepare.sh"), proposal, "../later.json");
    return existsSync(proposal) ? proposal : undefined;
  }

  /** A commit of a person. */
  push(branch: string, path: string, text: string): void {
    const project = this.checkout(branch);
    writeFileSync(join(project, path), text);
    this.#commit(project, "By a person");
    this.#run(project, "git", "push", "--quiet", "origin", branch);
  }

  git(...args: string[]): string {
    return this.#run(this.url, "git", ...args);
  }

  #commit(project: string, message: string): void {
    this.#run(project, "git", "add", "--all");
    this.#run(project, "git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", message);
  }

  #run(cwd: string, command: string, ...args: (string | Record<string, string>)[]): string {
    const extra = args.find((argument) => typeof argument === "object") ?? {};
    const env = { ...process.env, OPEN_PR: this.open.pr, OPEN_ISSUE: this.open.issue, ...extra };
    const path = `${join(this.#folder, "bin")}:${process.env["PATH"] ?? ""}`;
    const words = args.filter((argument) => typeof argument === "string");
    return execFileSync(command, words, { cwd, env: { ...env, PATH: path }, encoding: "utf8", stdio: "pipe" });
  }
}

async function withNewMember(): Promise<JsonObject> {
  const document = structuredClone(await readPublished());
  const { schemas } = document["components"] as { schemas: Record<string, { properties: JsonObject }> };
  schemas["CustomerOrder"]!.properties["tip_amount"] = { type: "integer" };
  return document;
}

/** A proposal as the first job leaves it, without the way there. */
function proposalOf(origin: Origin, files: Readonly<Record<string, string>>): string {
  const project = origin.checkout();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(project, path, ".."), { recursive: true });
    writeFileSync(join(project, path), text);
  }
  execFileSync("git", ["add", "--all"], { cwd: project });
  const proposal = join(project, "..", "proposal");
  mkdirSync(proposal);
  writeFileSync(join(proposal, "report.md"), "**Accept it**\n");
  writeFileSync(
    join(proposal, "changes.patch"),
    execFileSync("git", ["diff", "--cached", "--binary"], { cwd: project }),
  );
  return proposal;
}

const published = "openapi/published.json";

// No limit: how long a process takes on a busy machine says nothing about it.
describe("from a change upstream to a pull request", { timeout: 0 }, () => {
  test("a new member becomes a branch with the fragment, the generated code, the accepted state and a changeset", async () => {
    const origin = new Origin();
    const proposal = origin.prepare(await withNewMember());
    const calls = origin.propose(proposal!);
    expect(calls).toMatch(/^pr create --base main --head upstream --title Follow Polar's published description/);
    expect(calls).toContain("**Extend the fragment (minor):**");
    expect(calls).toContain("Made with `GITHUB_TOKEN`");
    const changed = origin.git("diff", "--name-only", "main", "upstream").trim().split("\n");
    expect(changed).toEqual([
      ".changeset/upstream-1.md",
      "openapi/components/schemas/CustomerOrder.yaml",
      "openapi/published.json",
      "src/generated/openapi.json",
      "src/generated/types.ts",
      "src/generated/validators.ts",
    ]);
    expect(origin.git("show", "upstream:.changeset/upstream-1.md")).toContain('"@internal/polar-orders": minor');
    expect(origin.git("show", "upstream:src/generated/types.ts")).toContain("tip_amount?: number;");
  });

  test("no change leaves no proposal", async () => {
    expect(new Origin().prepare(await readPublished())).toBeUndefined();
  });

  test("a document that cannot be compared fails the job", async () => {
    expect(() => new Origin().prepare({ openapi: "3.0.0" })).toThrow("Command failed");
  });
});

describe("a proposal", { timeout: 0 }, () => {
  test("updates the pull request that is open, and its branch", () => {
    const origin = new Origin();
    origin.propose(proposalOf(origin, { [published]: "1\n" }));
    origin.open.pr = "7";
    const calls = origin.propose(proposalOf(origin, { [published]: "2\n" }), true);
    expect(calls).toMatch(/^pr edit 7 /);
    expect(calls).not.toContain("GITHUB_TOKEN");
    expect(origin.git("show", `upstream:${published}`)).toBe("2\n");
    expect(origin.git("rev-list", "--count", "main..upstream").trim()).toBe("1");
  });

  test("that says the same again pushes nothing", () => {
    const origin = new Origin();
    origin.propose(proposalOf(origin, { [published]: "1\n" }));
    const before = origin.git("rev-parse", "upstream");
    origin.propose(proposalOf(origin, { [published]: "1\n" }));
    expect(origin.git("rev-parse", "upstream")).toBe(before);
  });

  test("leaves a branch alone on which a person has worked", () => {
    const origin = new Origin();
    origin.propose(proposalOf(origin, { [published]: "1\n" }));
    origin.push("upstream", "openapi/README.md", "described\n");
    origin.open.pr = "7";
    const calls = origin.propose(proposalOf(origin, { [published]: "2\n" }));
    expect(calls).toContain("the branch was left as it is");
    expect(origin.git("show", "upstream:openapi/README.md")).toBe("described\n");
    expect(origin.git("show", `upstream:${published}`)).toBe("1\n");
  });

  test("changes only the contract, what is generated, and changesets", () => {
    const origin = new Origin();
    const files = {
      [published]: "1\n",
      "package.json": "{}",
      ".github/workflows/x.yml": "on: push",
      ".changeset/a.md": "a",
    };
    origin.propose(proposalOf(origin, files));
    const changed = origin.git("diff", "--name-only", "main", "upstream").trim().split("\n");
    expect(changed).toEqual([".changeset/a.md", published]);
  });

  test("that changes nothing becomes an issue, once", () => {
    const origin = new Origin();
    expect(origin.propose(proposalOf(origin, {}))).toMatch(/^issue create --title [^]*\*\*Accept it\*\*/);
    origin.open.issue = "3";
    expect(origin.propose(proposalOf(origin, {}))).toMatch(/^issue edit 3 /);
    expect(origin.git("branch", "--list", "upstream")).toBe("");
  });
});
