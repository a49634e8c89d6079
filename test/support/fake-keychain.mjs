// A keychain for tests: same protocol as src/config/keychain-program.ts, with its items in a file.
// node fake-keychain.mjs <file> [locked|silent|broken|missing]
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [file, behavior] = process.argv.slice(2);
const { operation, service, account, value } = JSON.parse(readFileSync(0, "utf8"));
const items = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const name = `${service}/${account}`;

const answers = {
  read: () => items[name] ?? null,
  write: () => {
    items[name] = value;
    return null;
  },
  remove: () => {
    delete items[name];
    return null;
  },
};

const respond = (answer) => process.stdout.write(JSON.stringify(answer));

if (behavior === "silent") setInterval(() => {}, 60_000);
else if (behavior === "broken") process.stdout.write(`{"s3cret": ${value ?? ""}`);
else if (behavior === "locked") respond({ ok: false, why: "refused" });
else if (behavior === "missing") respond({ ok: false, why: "missing" });
else {
  const found = answers[operation]();
  writeFileSync(file, JSON.stringify(items));
  respond({ ok: true, value: found });
}
