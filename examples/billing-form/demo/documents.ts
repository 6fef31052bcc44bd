import type { FakePolar } from "@internal/polar-orders/testing";

/** The fake Polar, with links to documents that can be opened: its own lead nowhere. */
export function withDocuments(polar: FakePolar): FakePolar["fetch"] {
  return async (url, init) => {
    const { origin, pathname, searchParams } = new URL(url);
    if (pathname === "/document") return showDocument(polar, searchParams);
    const answer = await polar.fetch(url, init);
    const [, id, kind] = /\/orders\/([^/]+)\/(invoice|receipt)$/.exec(pathname) ?? [];
    if (init?.method !== "GET" || answer.status !== 200 || !id || !kind) return answer;
    return Response.json({ url: `${origin}/document?id=${id}&kind=${kind}` }, { headers: answer.headers });
  };
}

function showDocument({ orders, invoices }: FakePolar, query: URLSearchParams): Response {
  const order = orders.find(({ id }) => id === query.get("id"));
  if (!order) return new Response("Not found", { status: 404 });
  // An invoice shows what was stored when it was rendered.
  const { billing_name, billing_address } = invoices.get(order.id) ?? order;
  const { line1, line2, postal_code, city, state, country } = billing_address ?? {};
  const lines = [billing_name, line1, line2, [postal_code, city].filter(Boolean).join(" "), state, country];
  const kind = query.get("kind") === "receipt" ? `Receipt ${order.receipt_number}` : `Invoice ${order.invoice_number}`;
  const text = [kind, "", ...lines.filter(Boolean), "", order.description].join("\n");
  return new Response(text, { headers: { "Content-Type": "text/plain; charset=utf-8" } });
}
