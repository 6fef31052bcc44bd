import { subdivisions, type CustomerOrder, type CustomerOrderUpdate } from "@internal/polar-orders";
import { useFormContext } from "react-hook-form";
import { Field } from "./Field.js";
import { countries, countryName } from "./format.js";

export function AddressFields({ stored }: { stored: CustomerOrder["billing_address"] }) {
  const { watch, setValue } = useFormContext<CustomerOrderUpdate>();
  const country = watch("billing_address.country");
  const states = country === "US" || country === "CA" ? subdivisions[country] : undefined;
  const state = stored?.state && (states?.find(({ code }) => code === stored.state)?.name ?? stored.state);
  return (
    <>
      <Field name="billing_address.line1" autoComplete="billing address-line1" />
      <Field name="billing_address.line2" autoComplete="billing address-line2" />
      <div className="row">
        <Field name="billing_address.postal_code" autoComplete="billing postal-code" />
        <Field name="billing_address.city" autoComplete="billing address-level2" />
      </div>
      <div className="row">
        <Field
          name="billing_address.country"
          autoComplete="billing country"
          options={countries}
          locked={stored ? countryName(stored.country) : undefined}
          onChange={() => setValue("billing_address.state", null)}
        />
        <Field
          key={country}
          name="billing_address.state"
          autoComplete="billing address-level1"
          options={states}
          locked={stored ? (state ?? "None") : undefined}
        />
      </div>
      {stored && (
        <p id="locked" className="quiet">
          <span aria-hidden>🔒 </span>Country and state cannot be changed once an order has an address.
        </p>
      )}
    </>
  );
}
