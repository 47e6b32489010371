import { expect, it } from "vitest";
import { History } from "./history";

it("keeps five minutes, tells time backwards, and shows a gap where nothing was read", () => {
  const history = new History(300);
  const reading = (at: number) => ({ at, cpu: at, memory: 0, process: 0, gpu: 0 });
  for (const at of [0, 1, 400, 401, 420]) history.add(reading(at));
  const [x, y] = history.columns("cpu");
  expect(x.map(Math.round)).toEqual([-20, -19, -0, 0]);
  expect(y).toEqual([400, 401, null, 420]);
});
