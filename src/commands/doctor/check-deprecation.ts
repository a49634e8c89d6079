import type { Observations } from "./examine.js";
import { type Finding, pass, skip, warn } from "./finding.js";
import { shorten } from "./shorten.js";
import type { Visit } from "./visit.js";

interface Notice {
  readonly route: string;
  readonly deprecation: string | null;
  readonly sunset: string | null;
  readonly link: string | null;
}

/** What any answer says of the end of its route (RFC 9745, RFC 8594). */
export const checkDeprecation = ({ visits }: Pick<Observations, "visits">): Finding => {
  if (visits.length === 0) return skip("deprecation", "there is no answer to look at");
  const notices = [...new Map(visits.flatMap(noticeOf).map((notice) => [notice.route, notice])).values()];
  if (notices.length === 0) return pass("deprecation", "no answer announces an end", { notices: [] });
  return warn(
    "deprecation",
    notices.map(sentence).join("; "),
    { notices: notices.map((notice) => ({ ...notice })) },
    [...new Set(notices.flatMap(({ link }) => (link === null ? [] : [`The server points to ${link}`])))],
  );
};

const noticeOf = ({ request, response }: Visit): Notice[] => {
  const { deprecation, sunset, link = "" } = response.headers;
  const [, target] = /<([^<>]*)>[^<>]*;\s*rel="?(?:deprecation|sunset)\b/i.exec(link) ?? [];
  if (deprecation === undefined && sunset === undefined && target === undefined) return [];
  return [
    {
      route: `${request.method} ${request.path.replace(/\?.*/s, "")}`,
      deprecation: deprecation === undefined ? null : dateIn(deprecation),
      sunset: sunset === undefined ? null : dateIn(sunset),
      link: target === undefined ? null : shorten(target),
    },
  ];
};

/** `@1688169599`, a date in HTTP's form, or whatever else the server wrote. */
const dateIn = (text: string): string => {
  const [, seconds] = /^@(\d{1,11})$/.exec(text.trim()) ?? [];
  const time = seconds === undefined ? Date.parse(text) : Number(seconds) * 1_000;
  return Number.isNaN(time) ? shorten(text) : new Date(time).toISOString().slice(0, 10);
};

const sentence = ({ route, deprecation, sunset }: Notice): string =>
  `${route} is announced as deprecated${deprecation === null || deprecation === "true" ? "" : ` (${deprecation})`}${
    sunset === null ? "" : ` and ends ${sunset}`
  }`;
