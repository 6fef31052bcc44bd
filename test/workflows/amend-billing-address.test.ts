import { describe, expect, test } from "vitest";
import {
  amendBillingAddress,
  countryAlpha2InputValues,
  type AddressChanges,
  type CustomerOrder,
} from "../../src/index.js";
import { countryAlpha2Values } from "../../src/generated/constants.js";

const stored = {
  line1: "1 Main St",
  line2: "Suite 2",
  postal_code: "94105",
  city: "San Francisco",
  state: "US-CA",
  country: "US",
};
const orderWith = (billing_address: object | null) => ({ billing_address }) as Pick<CustomerOrder, "billing_address">;
const refusal = (address: object | null, changes: unknown): string => {
  try {
    amendBillingAddress(orderWith(address), changes as AddressChanges);
  } catch (error) {
    expect(error).toBeInstanceOf(TypeError);
    return (error as TypeError).message;
  }
  throw new Error("it was accepted");
};

describe("the address to send", () => {
  test.each<[string, AddressChanges, object]>([
    ["nothing changed", {}, stored],
    ["a line changed", { city: "Oakland" }, { ...stored, city: "Oakland" }],
    ["a line cleared", { line2: null }, { ...stored, line2: null }],
    ["undefined is as good as absent", { line1: undefined }, stored],
    ["the stored state without its prefix", { state: "CA" }, stored],
    ["the stored state with spaces around", { state: " US-CA " }, stored],
    ["the stored country in lower case", { country: "us" as "US" }, stored],
  ])("carries everything over: %s", (_fact, changes, expected) => {
    expect(amendBillingAddress(orderWith(stored), changes)).toEqual(expected);
  });

  test("holds known members only", () => {
    expect(amendBillingAddress(orderWith({ ...stored, geo_hash: "9q8yy" }), {})).toEqual(stored);
  });

  test("does without a stored line that an older server left out", () => {
    expect(amendBillingAddress(orderWith({ country: "FR" }), { city: "Paris" })).toStrictEqual({
      country: "FR",
      city: "Paris",
    });
  });

  test("takes the stored province of Canada without its prefix", () => {
    const canadian = { ...stored, state: "CA-ON", country: "CA" };
    expect(amendBillingAddress(orderWith(canadian), { state: "ON", country: "CA" })).toEqual(canadian);
  });

  test("without a stored address is what is given", () => {
    const given = { country: "CA", state: "ON", city: "Toronto" } as const;
    expect(amendBillingAddress(orderWith(null), given)).toEqual(given);
  });

  test("leaves the order and the changes as they were", () => {
    const order = orderWith(Object.freeze({ ...stored }));
    const changes = Object.freeze({ city: "Oakland" });
    amendBillingAddress(Object.freeze(order), changes);
    expect(order).toEqual(orderWith(stored));
  });
});

describe("a TypeError that names the rule and no value", () => {
  const countryLock = "the country cannot be changed: it is locked once an order has an address";
  const stateLock = "the state cannot be changed: it is locked once an order has an address";
  test.each<[string, object | null, unknown, string]>([
    ["another country", stored, { country: "FR" }, countryLock],
    ["a country that is cleared", stored, { country: null }, countryLock],
    ["another state", stored, { state: "NY" }, stateLock],
    ["a state in lower case, which Polar takes for another", stored, { state: "ca" }, stateLock],
    ["a state that is cleared", stored, { state: null }, stateLock],
    ["a state if none is stored", { ...stored, country: "FR", state: null }, { state: "75" }, stateLock],
    [
      "a state that only looks like the prefixed one of another country",
      { ...stored, country: "FR", state: "FR-75" },
      { state: "75" },
      stateLock,
    ],
    ["no country at all", null, { city: "Paris" }, "the country is missing: the order has no address yet"],
    ["an empty country", null, { country: "" }, "the country is missing: the order has no address yet"],
    [
      "an unknown member",
      stored,
      { zip: "1" },
      "changes has an unknown member zip; known are line1, line2, postal_code, city, state, country",
    ],
    ["a number", stored, { city: 5 }, "changes.city must be a string or null"],
    ["no object", stored, null, "changes must be a plain object"],
  ])("for %s", (_fact, address, changes, message) => {
    expect(refusal(address, changes)).toBe(message);
  });

  const readOnly = countryAlpha2Values.filter(
    (code) => !(countryAlpha2InputValues as readonly string[]).includes(code),
  );
  test("there are five countries that Polar stores but does not take", () => {
    expect(readOnly).toEqual(["CU", "IR", "KP", "RU", "SY"]);
  });

  test.each(readOnly)("for a stored country that Polar does not take back: %s", (country) => {
    expect(refusal({ ...stored, state: null, country }, { city: "x" })).toBe(
      `the address cannot be changed: Polar stores the country ${country}, but does not accept it in a request`,
    );
  });

  test("every other country can be sent", () => {
    for (const country of countryAlpha2InputValues) {
      expect(amendBillingAddress(orderWith({ country, state: null }), { city: "x" })).toMatchObject({ country });
    }
  });
});
