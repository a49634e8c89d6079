import fc from "fast-check";
import { expect, test } from "vitest";
import { NO_PROFILES, type Profile, type Profiles } from "../../../src/config/profile.js";
import { withActive, withoutProfile, withProfile, withRenamed } from "../../../src/config/profile-change.js";
import { Failure } from "../../../src/failures/failure.js";
import { profileAt } from "./profiles-fixture.js";

/** A simple model of what the store must hold. */
interface Model {
  readonly profiles: ReadonlyMap<string, Profile>;
  readonly active: string | undefined;
}

/** One user action. On the model it returns undefined if the action must be refused. */
interface Step {
  readonly words: string;
  readonly real: (state: Profiles) => Profiles;
  readonly model: (model: Model) => Model | undefined;
}

const name = fc.constantFrom("a", "b", "c", "constructor");

const add = fc.tuple(name, fc.nat({ max: 99 }), fc.boolean()).map(([at, port, use]): Step => {
  const profile = profileAt(`http://127.0.0.1:${port}`);
  return {
    words: `add ${at} ${port} ${use}`,
    real: (state) => withProfile(state, at, profile, use),
    model: ({ profiles, active }) => ({
      profiles: new Map([...profiles, [at, profile]]),
      active: use || active === undefined ? at : active,
    }),
  };
});

const use = name.map(
  (at): Step => ({
    words: `use ${at}`,
    real: (state) => withActive(state, at),
    model: (model) => (model.profiles.has(at) ? { ...model, active: at } : undefined),
  }),
);

const rename = fc.tuple(name, name).map(
  ([from, to]): Step => ({
    words: `rename ${from} ${to}`,
    real: (state) => withRenamed(state, from, to),
    model: ({ profiles, active }) => {
      if (!profiles.has(from) || (from !== to && profiles.has(to))) return undefined;
      const renamed = [...profiles].map(([at, profile]): [string, Profile] => [
        at === from ? to : at,
        profile,
      ]);
      return { profiles: new Map(renamed), active: active === from ? to : active };
    },
  }),
);

const remove = name.map(
  (at): Step => ({
    words: `remove ${at}`,
    real: (state) => withoutProfile(state, at),
    model: ({ profiles, active }) =>
      profiles.has(at)
        ? {
            profiles: new Map([...profiles].filter(([other]) => other !== at)),
            active: active === at ? undefined : active,
          }
        : undefined,
  }),
);

const steps = fc.array(fc.oneof(add, use, rename, remove), { maxLength: 25 });

/** The state after the change; undefined if it was refused. */
const attempt = (change: () => Profiles): Profiles | undefined => {
  try {
    return change();
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
};

const danglingMarks = ({ active, previous, profiles }: Profiles): string[] =>
  [active, previous].filter((mark) => mark !== undefined).filter((mark) => !Object.hasOwn(profiles, mark));

const sorted = (entries: Iterable<readonly [string, Profile]>) =>
  [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

test("after any sequence of actions the store matches the model, and active and previous profiles exist", () => {
  fc.assert(
    fc.property(steps, (done) => {
      let state: Profiles = NO_PROFILES;
      let model: Model = { profiles: new Map(), active: undefined };
      for (const step of done) {
        const expected = step.model(model);
        const next = attempt(() => step.real(state));
        expect(next === undefined, step.words).toBe(expected === undefined);
        state = next ?? state;
        model = expected ?? model;
        expect(sorted(Object.entries(state.profiles)), step.words).toEqual(sorted(model.profiles));
        expect(state.active, step.words).toBe(model.active);
        expect(danglingMarks(state), step.words).toEqual([]);
        expect(state.previous === undefined || state.previous !== state.active, step.words).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("switching back and forth between two profiles ends at the first one", () => {
  fc.assert(
    fc.property(steps, name, (done, target) => {
      const state = done.reduce<Profiles>(
        (before, { real }) => attempt(() => real(before)) ?? before,
        NO_PROFILES,
      );
      fc.pre(state.active !== undefined && Object.hasOwn(state.profiles, target) && target !== state.active);
      const there = withActive(state, target);
      expect(there.previous).toBe(state.active);
      expect(withActive(there, there.previous ?? "").active).toBe(state.active);
    }),
    { numRuns: 500 },
  );
});

test("a change does not modify its input", () => {
  fc.assert(
    fc.property(steps, (done) => {
      let state: Profiles = NO_PROFILES;
      for (const { real } of done) {
        const before = JSON.stringify(state);
        const next = attempt(() => real(state));
        expect(JSON.stringify(state)).toBe(before);
        state = next ?? state;
      }
    }),
    { numRuns: 300 },
  );
});
