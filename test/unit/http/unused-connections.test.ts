import { expect, test } from "vitest";
import { limitUnusedConnections } from "../../../src/http/unused-connections.js";

/** A connector that always connects. */
const useConnector = () => {
  const unused = limitUnusedConnections("novu.test", undefined);
  let made = 0;
  const connect = unused.limit<object, string>((_options, callback) => {
    made += 1;
    callback(null, "socket");
  });
  const next = () => {
    let error: Error | null = null;
    connect({}, (...result) => {
      error = result[0];
    });
    return error;
  };
  return { next, used: unused.markUsed, made: () => made };
};

test("after three unused connections the next one fails, and later ones are tried again", () => {
  const { next, made } = useConnector();
  expect([next(), next(), next()]).toEqual([null, null, null]);
  expect(next()).toMatchObject({ code: "E_NETWORK", sent: "no" });
  expect(made()).toBe(3);
  expect(next()).toBeNull();
});

test("connections that carry a request are not counted", () => {
  const { next, used, made } = useConnector();
  for (let at = 0; at < 100; at += 1) {
    expect(next()).toBeNull();
    used();
  }
  expect(made()).toBe(100);
});
