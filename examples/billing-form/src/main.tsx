/// <reference types="vite/client" />
import { isOrderId } from "@internal/polar-orders";
import { StrictMode, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { OrderList } from "./OrderList.js";
import { OrderPage } from "./OrderPage.js";
import "./styles.css";

function App() {
  const id = useSyncExternalStore(subscribe, () => location.hash.replace("#/orders/", ""));
  return <main>{isOrderId(id) ? <OrderPage key={id} id={id} /> : <OrderList />}</main>;
}

function subscribe(onChange: () => void) {
  addEventListener("hashchange", onChange);
  return () => removeEventListener("hashchange", onChange);
}

createRoot(document.querySelector("#root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
