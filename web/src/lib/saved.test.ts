import { describe, expect, it } from "vitest";
import { keepSaved, savedOf, withSaved } from "./saved";

function storage(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  } as Storage;
}

describe("saved views", () => {
  it("are kept for each person by themselves", () => {
    const kept = storage();
    keepSaved("Ida Holm", withSaved([], " strikes ", "/map?type=ASSAULT"), kept);
    expect(savedOf("Ida Holm", kept)).toEqual([{ name: "strikes", address: "/map?type=ASSAULT" }]);
    expect(savedOf("Rana Tel", kept)).toEqual([]);
    keepSaved("Ida Holm", [], kept);
    expect(savedOf("Ida Holm", kept)).toEqual([]);
  });
  it("have one address under one name, in order", () => {
    const two = withSaved(withSaved([], "week 10", "/events?since=2031"), "week 9", "/events?since=2030");
    expect(two.map((one) => one.name)).toEqual(["week 9", "week 10"]);
    expect(withSaved(two, "week 9", "/map").map((one) => one.address)).toEqual(["/map", "/events?since=2031"]);
  });
  it("lead nowhere but into the desk", () => {
    const kept = storage();
    for (const address of ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)", ""])
      expect(withSaved([], "bad", address)).toEqual([]);
    kept.setItem("reportedly/views/Ida Holm", '[{"name":"bad","address":"javascript:alert(1)"},{"name":"good","address":"/map"},3,null]');
    expect(savedOf("Ida Holm", kept)).toEqual([{ name: "good", address: "/map" }]);
    kept.setItem("reportedly/views/Ida Holm", "{broken");
    expect(savedOf("Ida Holm", kept)).toEqual([]);
  });
});
