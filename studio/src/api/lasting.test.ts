import { expect, test } from "vitest";
import { ApiError, Unreachable } from "./errors";
import { lasting } from "./lasting";

const soon = async () => undefined;
const gone = () => Promise.reject(new Unreachable("away"));

test("a wish is repeated under its name until the server is back", async () => {
  const wishes: string[] = [];
  const told: boolean[] = [];
  const looks = [false, false, true];
  const made = await lasting(
    (wish) => (wishes.push(wish) < 2 ? gone() : Promise.resolve("made")),
    { away: (away) => told.push(away) },
    async () => looks.shift() ?? true,
    soon,
  );
  expect(made).toBe("made");
  expect(wishes).toHaveLength(2);
  expect(new Set(wishes).size).toBe(1);
  expect(told).toEqual([true, false]);
});

test("what the server refuses is not asked again", async () => {
  let asked = 0;
  const refused = lasting(
    () => {
      asked += 1;
      return Promise.reject(new ApiError({ code: "no_speech", message: "No speech.", status: 422 }));
    },
    {},
    async () => true,
    soon,
  );
  await expect(refused).rejects.toMatchObject({ code: "no_speech" });
  expect(asked).toBe(1);
});

test("a call that breaks although the server is there is given up", async () => {
  let asked = 0;
  const broken = lasting(() => ((asked += 1), gone()), {}, async () => true, soon);
  await expect(broken).rejects.toBeInstanceOf(Unreachable);
  expect(asked).toBe(3);
});

test("an answer that is still being worked on is waited for", async () => {
  let asked = 0;
  const working = () => Promise.reject(new ApiError({ code: "idempotency_in_progress", message: "", status: 409, retryAfter: 2 }));
  const pauses: number[] = [];
  const made = await lasting(() => ((asked += 1) < 3 ? working() : Promise.resolve(7)), {}, async () => true, async (ms) => void pauses.push(ms));
  expect(made).toBe(7);
  expect(pauses).toEqual([2000, 2000]);
});

test("cancelling ends the waiting", async () => {
  const stop = new AbortController();
  const waiting = lasting(gone, { signal: stop.signal, away: () => stop.abort() }, async () => false);
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});
