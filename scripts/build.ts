import { buildCode, buildTypes, clean } from "./tools/build.js";
import { commandFlags } from "./tools/flags.js";

commandFlags("build", "Writes dist/: the JavaScript and the types.", {});

await clean();
await buildCode();
const complaints = await buildTypes();
if (complaints) {
  console.error(complaints);
  process.exitCode = 1;
} else {
  console.log("built dist/");
}
