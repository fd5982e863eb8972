import { Link, useNavigate } from "@remix-run/react";
import { useEffect } from "react";
import { useCopy } from "#app/ui/index.ts";

/** The way to looking for a case; the key / leads there as well, or to the field where it is on the page already. */
export function SearchLink() {
  const { search } = useCopy();
  const navigate = useNavigate();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      const field = document.querySelector<HTMLElement>("[data-search] input");
      if (field === null) navigate("/search", { state: { find: true } });
      else field.focus();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate]);
  return (
    <Link
      to="/search"
      className="inline-flex min-h-11 items-center text-fine whitespace-pre text-on-band underline underline-offset-4 md:px-2"
    >
      <span>
        {search.open}
        <span className="max-md:hidden">{search.openKey}</span>
      </span>
    </Link>
  );
}
