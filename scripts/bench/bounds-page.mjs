const HEADING = "## Bounded by design";

const row = (cells) => `| ${cells.join(" | ")} |`;

/** The section of docs/reliability.md, with the results of one run. */
export const boundsSection = (cases, machine) =>
  [
    HEADING,
    "",
    "Made by `npm run bench -- --only bounds`: whole processes, medians, on",
    `${machine.processors}, Node ${machine.Node}, ${machine.date}. One answer is read up to 32 MiB, which is a page of 100 messages with the largest`,
    "payloads that Novu takes, up to 1,000 levels and about 5,000 fields a message; what is larger ends with exit 12 and says so. Local input is taken up to 200 levels.",
    "The script beside it fetches the same answer, parses it and prints it, without a check or a bound.",
    "",
    ...["what | exit | seconds | MB | script: seconds | script: MB", "--- | --: | --: | --: | --: | --:"].map(
      (line) => `| ${line} |`,
    ),
    ...cases.map(({ name, exit, seconds, megabytes, peer }) =>
      row([
        name,
        exit,
        seconds.toFixed(2),
        Math.round(megabytes),
        peer === undefined ? "–" : peer.seconds.toFixed(2),
        peer === undefined ? "–" : Math.round(peer.megabytes),
      ]),
    ),
    "",
  ].join("\n");

/** The page with the section at its end, replacing an earlier one. */
export const withBounds = (page, section) => `${withoutBounds(page).trimEnd()}\n\n${section}`;

const withoutBounds = (page) => page.split(`\n${HEADING}\n`)[0] ?? page;

/** The section of a page, if it has one. */
export const boundsOf = (page) => {
  const at = page.indexOf(`\n${HEADING}\n`);
  return at < 0 ? undefined : page.slice(at + 1);
};
