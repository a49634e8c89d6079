import { complete, type KnownValues, type Suggestion } from "../../../src/completion/complete.js";
import type { RecentList } from "../../../src/completion/recents.js";
import { programTree } from "../../support/program-tree.js";

const RECENTS: RecentList = {
  subscribers: ["user:42@example.com", "alice"],
  messages: [
    { subscriberId: "user:42@example.com", messageId: "65f0c1a9b2d4e6f8a0b1c2d3", title: "Deploy?" },
    { subscriberId: "alice", messageId: "65f0c1a9b2d4e6f8a0b1c2d4", title: "Pay\tnow" },
  ],
};

const KNOWN: KnownValues = {
  profiles: async () => [{ value: "prod", description: "eu · active" }, { value: "dev" }],
  recents: async () => RECENTS,
  variables: () => ["HOME", "NOVU_CI_KEY"],
};

/** Known values that are all empty; each test overrides what it needs. */
export const knowing = (known: Partial<KnownValues>): KnownValues => ({ ...KNOWN, ...known });

export interface Answer {
  readonly kind: string;
  readonly prefix: string;
  readonly words: readonly Suggestion[];
}

/** The suggestions of the real tree for these words, of which the last one is under the cursor. */
export const ask = async (words: readonly string[], known: KnownValues = KNOWN): Promise<Answer> =>
  readAnswer(await complete(programTree(), words, () => known));

/** Parses the text as a shell's script does. */
const readAnswer = (text: string): Answer => {
  const [head = [], ...rest] = text
    .split("\n")
    .slice(0, -1)
    .map((line) => line.split("\t"));
  const words = rest.map(([value = "", description = ""]) =>
    description === "" ? { value } : { value, description },
  );
  return { kind: head[0] ?? "", prefix: head[1] ?? "", words };
};

/** Only the words. */
export const wordsFor = async (...words: readonly string[]): Promise<string[]> =>
  (await ask(words)).words.map(({ value }) => value);
