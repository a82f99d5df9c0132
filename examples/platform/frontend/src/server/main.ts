import { fileURLToPath } from "node:url";

import { start } from "./start.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

start(root, process.env, (line) => process.stdout.write(line));
