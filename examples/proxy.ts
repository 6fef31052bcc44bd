import { createOrdersClient, type FetchFunction } from "@internal/polar-orders";
import { fetch, ProxyAgent, type RequestInit } from "undici";

const dispatcher = new ProxyAgent(process.env.HTTPS_PROXY ?? "http://proxy.example.com:3128");

// Undici's own fetch, because Node's may belong to another version of undici. Their types differ slightly.
const fetchByProxy = ((url: string, init: RequestInit) =>
  fetch(url, { ...init, dispatcher })) as unknown as FetchFunction;

const orders = createOrdersClient({
  customerSession: process.env.POLAR_CUSTOMER_SESSION ?? "",
  server: process.env.POLAR_SERVER ?? "sandbox",
  fetch: fetchByProxy,
});

const { pagination } = await orders.list({ limit: 1 });
console.log(`${pagination.total_count} orders, through the proxy`);
await dispatcher.close();
