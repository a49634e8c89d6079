import fc from "fast-check";
import { expect, test } from "vitest";
import { isJsonObject } from "../../../src/model/json.js";
import { dataOf, unwrap } from "../../../src/novu/envelope.js";
import { always } from "../../support/always.js";
import { canonical, jsonObject, jsonValue } from "../model/json-arbitrary.js";

const PROMISE = "a message arrives whole, bare or wrapped";

const anId = fc.constantFrom("_id", "id");

test("unwrapping is total and loses nothing: payload and paging together are the body", () => {
  always(
    PROMISE,

    fc.property(
      fc.oneof(
        jsonValue,
        jsonObject.map((body) => ({ data: 1, ...body })),
      ),
      (body) => {
        const { data, paging } = unwrap(body);
        expect(dataOf(body)).toBe(data);
        const isWhole = canonical(data) === canonical(body) && Object.keys(paging).length === 0;
        const again = canonical(Object.fromEntries([...Object.entries(paging), ["data", data]]));
        expect(isWhole || again === canonical(body)).toBe(true);
      },
    ),
  );
});

test("a message is the same bare, wrapped, and unwrapped twice", () => {
  always(
    PROMISE,

    fc.property(jsonObject, anId, fc.string(), jsonObject, (rest, idName, id, siblings) => {
      const message = { ...rest, [idName]: id };
      const wrapped = Object.fromEntries(
        [...Object.entries(siblings), ["data", message] as const].filter(
          ([key]) => key !== "id" && key !== "_id",
        ),
      );
      expect(canonical(unwrap(message).data)).toBe(canonical(message));
      expect(canonical(unwrap(wrapped).data)).toBe(canonical(message));
      expect(canonical(unwrap(unwrap(wrapped).data).data)).toBe(canonical(message));
    }),
  );
});

test("a bare object with an ID is never unwrapped", () => {
  always(
    PROMISE,

    fc.property(jsonValue, anId, (data, idName) => {
      const { data: bare, paging } = unwrap({ [idName]: "a", data });
      expect(isJsonObject(bare) && canonical(bare.data)).toBe(canonical(data));
      expect(paging).toEqual({});
    }),
  );
});
