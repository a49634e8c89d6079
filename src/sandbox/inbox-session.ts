import { createHmac, timingSafeEqual } from "node:crypto";
import { asObject, type UnknownObject } from "./json.js";
import { DAY } from "./time.js";

/** Who a browser with the Inbox is. */
interface InboxSession {
  readonly environmentId: string;
  readonly subscriberId: string;
  readonly contextKeys: readonly string[];
}

const AUDIENCE = "widget_user";
const LIFETIME = 15 * DAY;

const encode = (value: UnknownObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const HEADER = encode({ alg: "HS256", typ: "JWT" });

const signatureOf = (content: string, secret: Buffer): string =>
  createHmac("sha256", secret).update(content).digest("base64url");

/** A JWT, signed with HS256. @param now ms since the epoch */
export const createSessionToken = (session: InboxSession, secret: Buffer, now: number): string => {
  const iat = Math.floor(now / 1000);
  const content = `${HEADER}.${encode({ ...session, iat, exp: iat + LIFETIME / 1000, aud: AUDIENCE })}`;
  return `${content}.${signatureOf(content, secret)}`;
};

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const claimsOf = (encoded: string): UnknownObject => {
  try {
    return asObject(JSON.parse(Buffer.from(encoded, "base64url").toString()));
  } catch {
    return {};
  }
};

/** Undefined for a token of another secret, a changed one, or one that has expired. @param now ms since the epoch */
export const readSessionToken = (token: string, secret: Buffer, now: number): InboxSession | undefined => {
  const [header = "", claims = "", signature = "", ...rest] = token.split(".");
  const content = `${header}.${claims}`;
  // Another header could name another algorithm.
  if (rest.length > 0 || header !== HEADER || !isSame(signature, signatureOf(content, secret)))
    return undefined;
  const { environmentId, subscriberId, contextKeys, exp, aud } = claimsOf(claims);
  if (aud !== AUDIENCE || typeof exp !== "number" || exp * 1000 <= now) return undefined;
  return { environmentId, subscriberId, contextKeys } as InboxSession;
};
