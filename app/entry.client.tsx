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
  unavailable: false,
};

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
