import { relative } from "node:path";
import { unusedFiles } from "./generate/bundle.js";
import { commandFlags } from "./tools/flags.js";
import { commandPath, root } from "./tools/paths.js";
import { redocly } from "./tools/redocly.js";
import { runNode, type Finished } from "./tools/run.js";

commandFlags("lint", "Lints the contract and the code, and checks the format.", {});

// Redocly and the formatter talk even when all is well; only what is wrong is shown.
const runs = {
  "openapi/": lintContract(),
  "the code": runNode([commandPath("oxlint", "oxlint"), "--type-aware", "--deny-warnings"]),
  "what is exported, used and depended on": runNode([commandPath("knip", "knip")]),
  "the format (fix it with: npm run format)": runNode([commandPath("oxfmt", "oxfmt"), "--check"]),
};
for (const [what, run] of Object.entries(runs)) {
  const { code, output } = await run;
  console.log(`${code === 0 ? "clean" : "NOT clean"}: ${what}`);
  if (code === 0) continue;
  console.error(output);
  process.exitCode = 1;
}

/** Redocly exits 0 on warnings; here a warning is as bad as an error. */
async function lintContract(): Promise<Finished> {
  const { code, stdout } = await redocly("lint", "orders", "--format", "json");
  const isClean = code === 0 && /"errors": 0,\s*"warnings": 0/.test(stdout);
  if (isClean) return lintFiles();
  return { ...(await redocly("lint", "orders", "--format", "stylish")), code: 1 };
}

/** Redocly starts at openapi.yaml, so it does not see a file that nothing leads to. */
async function lintFiles(): Promise<Finished> {
  const lines = (await unusedFiles()).map((file) => `${relative(root, file)}: nothing refers to it\n`);
  return { code: lines.length === 0 ? 0 : 1, output: lines.join(""), stdout: "" };
}
