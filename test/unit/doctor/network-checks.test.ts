import { expect, test } from "vitest";
import { surveyConnection } from "../../../src/config/survey-connection.js";
import type { Encryption } from "../../../src/http/network-probe.js";
import { findingOf } from "./observed.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const DAY = 86_400_000;

const checkOf = (
  encryption: Partial<Encryption> | undefined,
  apiUrl = "https://novu.example",
  allowHttp = false,
) =>
  findingOf("tls", {
    now: NOW,
    survey: surveyConnection({ apiUrl, allowHttp }, { NOVU_SECRET_KEY: "k" }, { profiles: {} }),
    connection: {
      kind: "seen",
      value: {
        address: "192.0.2.1",
        isThroughProxy: false,
        connectMs: 1,
        encryption: encryption && {
          protocol: "TLSv1.3",
          handshakeMs: 8,
          issuer: "Some CA",
          validTo: NOW + 60 * DAY,
          certificateFailure: undefined,
          ...encryption,
        },
      },
    },
  });

test.each([
  [60 * DAY, "pass", "TLSv1.3, certificate by Some CA, valid for 60 more days"],
  [21 * DAY, "pass", "TLSv1.3, certificate by Some CA, valid for 21 more days"],
  [21 * DAY - 1, "warn", "TLSv1.3, certificate by Some CA, valid for 20 more days"],
  [DAY, "warn", "TLSv1.3, certificate by Some CA, valid for 1 more day"],
  [-1, "warn", "TLSv1.3, certificate by Some CA, expired"],
])("a certificate that ends in %i ms", (left, state, finding) => {
  expect(checkOf({ validTo: NOW + left })).toMatchObject({ state, finding });
});

test("what a certificate does not say", () => {
  expect(checkOf({ issuer: undefined, validTo: undefined })).toMatchObject({
    state: "pass",
    finding: "TLSv1.3, certificate by an unnamed CA, expiry unknown",
    details: { daysLeft: null, validTo: null },
  });
});

test("plain http: fine inside this machine, a warning where it was allowed, else a problem", () => {
  const states = [
    checkOf(undefined, "http://127.0.0.1:3000"),
    checkOf(undefined, "http://novu.example", true),
    checkOf(undefined, "http://novu.example"),
  ];
  expect(states.map(({ state }) => state)).toEqual(["info", "warn", "fail"]);
  expect(states[2]?.details).toEqual({ code: "E_HTTP", exit: 3 });
  expect(states[2]?.next).toContain("Add --allow-http if you trust the network");
});
