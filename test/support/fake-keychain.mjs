// A keychain for tests: speaks as src/config/keychain-program.ts does, and keeps its items in a file.
// node fake-keychain.mjs <file> [locked|silent|broken|missing]
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [file, mood] = process.argv.slice(2);
const { act, service, account, value } = JSON.parse(readFileSync(0, "utf8"));
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

const say = (answer) => process.stdout.write(JSON.stringify(answer));

if (mood === "silent") setInterval(() => {}, 60_000);
else if (mood === "broken") process.stdout.write(`{"s3cret": ${value ?? ""}`);
else if (mood === "locked") say({ ok: false, why: "refused" });
else if (mood === "missing") say({ ok: false, why: "missing" });
else {
  const found = answers[act]();
  writeFileSync(file, JSON.stringify(items));
  say({ ok: true, value: found });
}
