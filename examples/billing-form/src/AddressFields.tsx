import { subdivisions, type CustomerOrder, type CustomerOrderUpdate } from "@internal/polar-orders";
import { useFormContext } from "react-hook-form";
import { Field } from "./Field.js";
import { countries, countryName } from "./format.js";

export function AddressFields({ stored }: { stored: CustomerOrder["billing_address"] }) {
  const { watch, setValue } = useFormContext<CustomerOrderUpdate>();
  const country = watch("billing_address.country");
  const states = country === "US" || country === "CA" ? subdivisions[country] : undefined;
  const state = states?.find(({ code }) => code === stored?.state)?.name ?? stored?.state ?? "None";
  const clearState = () => setValue("billing_address.state", "");
  const lockedCountry = stored ? countryName(stored.country) : undefined;
  return (
    <>
      <Field name="billing_address.line1" />
      <Field name="billing_address.line2" />
      <div className="row">
        <Field name="billing_address.postal_code" />
        <Field name="billing_address.city" />
        <Field name="billing_address.country" options={countries} locked={lockedCountry} onChange={clearState} />
        <Field key={country} name="billing_address.state" options={states} locked={stored ? state : undefined} />
      </div>
      {stored && (
        <p id="locked" className="quiet">
          Country and state cannot be changed once an order has an address.
        </p>
      )}
    </>
  );
}
