import { buildCode, buildTypes, clean } from "./tools/build.js";

await clean();
await buildCode();
const complaints = await buildTypes();
if (complaints) {
  console.error(complaints);
  process.exitCode = 1;
}
