import { buildCode, buildTypes, clean } from "./lib/build.js";

await clean();
await buildCode();
const complaints = await buildTypes();
if (complaints) {
  console.error(complaints);
  process.exitCode = 1;
}
