import { readFileSync, readdirSync } from "node:fs";
import { completeDocument } from "./complete.js";
import { declaredAnswers, requestExamples } from "./fragment.js";
import { wireAnswers } from "./wire.js";

const folder = new URL("../fixtures/", import.meta.url);
const fixtures = readdirSync(folder).filter((name) => name.endsWith(".json"));

/** Every JSON document of the suite, orders or not, each with a name. */
export const documents: readonly (readonly [name: string, document: unknown])[] = [
  ...Object.entries(requestExamples).map(([name, value]) => [`request ${name}`, value] as const),
  ...declaredAnswers.map(({ key, value }) => [key, value] as const),
  ...fixtures.map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8"))] as const),
  ...Object.entries(wireAnswers).flatMap(([id, answers]) =>
    answers.flatMap(({ fact, body }) =>
      body.startsWith("{") ? [[`${id}: ${fact}`, JSON.parse(body) as unknown] as const] : [],
    ),
  ),
  ["a complete request", completeDocument("CustomerOrderUpdate")],
  ["a complete order", completeDocument("CustomerOrder")],
];

/** The orders of the suite that keep the contract. */
export const validOrders: typeof documents = [
  ...declaredAnswers.filter(({ status }) => status === 200).map(({ key, value }) => [key, value] as const),
  ["a complete order", completeDocument("CustomerOrder")],
];
