import type { KeyLocation, Profile, Profiles } from "../../../src/config/profile.js";

export const EU = "https://eu.api.novu.co";
export const US = "https://api.novu.co";

const FILE_KEY: KeyLocation = { in: "file", value: "key-of-the-file" };

export const profileAt = (apiUrl: string, more: Partial<Profile> = {}): Profile => ({
  apiUrl,
  key: FILE_KEY,
  createdAt: "2026-11-23T00:00:00.000Z",
  ...more,
});

/** `prod` (eu) is active; `own` is a self-hosted server, `lab` one over plain http that was allowed. */
export const PROFILES: Profiles = {
  active: "prod",
  profiles: {
    prod: profileAt(EU),
    own: profileAt("https://novu.example.com/ctx"),
    lab: profileAt("http://lab.example.com:3000", { allowHttp: true }),
  },
};
