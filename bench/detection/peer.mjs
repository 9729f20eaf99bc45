// Makes the collection out of openapi.json and portman.json, runs it against every
// gateway on standard input, [{"id", "url"}], and prints the tests that failed on
// each, {"id": ["request: test"]}.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import newman from "newman";

execFileSync("npx", ["--no-install", "portman", "-l", "openapi.json", "-b", "http://gateway.invalid", "-c", "portman.json", "-o", "collection.json"], { stdio: ["ignore", "ignore", "inherit"] });
const collection = JSON.parse(readFileSync("collection.json", "utf8"));
const gateways = JSON.parse(readFileSync(0, "utf8"));

function run(url) {
  return new Promise((resolve, reject) => {
    newman.run(
      {
        collection,
        envVar: [
          { key: "baseUrl", value: url },
          { key: "token", value: "demo-token" },
        ],
        timeoutRequest: 10_000,
      },
      (err, summary) => (err ? reject(err) : resolve(summary.run.failures.map((f) => `${f.source?.name}: ${f.error.test ?? f.error.message}`))),
    );
  });
}

const failures = {};
const queue = [...gateways];
await Promise.all(
  Array.from({ length: 4 }, async () => {
    for (let g = queue.shift(); g; g = queue.shift()) failures[g.id] = await run(g.url);
  }),
);
process.stdout.write(JSON.stringify(failures));
