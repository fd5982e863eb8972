import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { type Page, PageProvider } from "./ui/page-context.tsx";

const { lang, dataset } = document.documentElement;
const page: Page = {
  locale: lang === "en" ? "en" : "zh-CN",
  nonce: "",
  demo: "demo" in dataset,
  formToken: document.querySelector<HTMLMetaElement>('meta[name="form-token"]')?.content ?? "",
  requestId: null,
  staff: "staff" in dataset,
  unavailable: false,
};

// A load that the reader left behind breaks off while its answer is still read; the reading rejects two promises that
// nobody holds. The page went on, so that there is nothing to tell.
window.addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof DOMException && event.reason.name === "AbortError") event.preventDefault();
});

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <PageProvider page={page}>
        <RemixBrowser />
      </PageProvider>
    </StrictMode>,
  );
});
