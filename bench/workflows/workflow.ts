import type { Changes, Target } from "../peers/peer.js";

/**
 * What a workflow's module exports as `create`: the function that it returns reads an order, updates it, has its invoice generated
 * and resolves to the invoice's link. Only its size is measured.
 */
export type CreateWorkflow = (target: Target) => (id: string, changes: Changes) => Promise<string | undefined>;
