import { prepareExample } from "../../scripts/tools/example.js";

export default prepareExample;
