import { commandPath } from "./lib/paths.js";
import { redocly } from "./lib/redocly.js";
import { runNode } from "./lib/run.js";

// Redocly and the formatter talk even when all is well; only what is wrong is shown.
const runs = {
  "openapi/": redocly("lint", "orders", "--format", "stylish"),
  "the code": runNode([commandPath("oxlint", "oxlint"), "--type-aware", "--deny-warnings"]),
  "what is exported, used and depended on": runNode([commandPath("knip", "knip")]),
  "the format (mend it with: npm run format)": runNode([commandPath("oxfmt", "oxfmt"), "--check"]),
};
for (const [what, run] of Object.entries(runs)) {
  const { code, output } = await run;
  // Redocly exits 0 on warnings; here a warning is as bad as an error.
  const isClean = code === 0 && !/\bwarnings?\b/.test(output.replaceAll(/\b0 warnings\b/g, ""));
  console.log(`${isClean ? "clean" : "NOT clean"}: ${what}`);
  if (isClean) continue;
  console.error(output);
  process.exitCode = 1;
}
