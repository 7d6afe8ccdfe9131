// What the template leaves out for those who do not see it or have no mouse. Its menu and list of contents are drawn after the page is, so
// it is looked at again whenever something is added.
function mend() {
  document.querySelector("#logo")?.setAttribute("alt", "");
  document.querySelector("#autocollapse")?.setAttribute("aria-label", "Site");
  document.querySelector("#breadcrumb")?.setAttribute("aria-label", "Where this page is");
  document.querySelector("#toc, .toc")?.setAttribute("aria-label", "Pages");
  document.querySelector("#affix, .affix")?.setAttribute("aria-label", "In this article");
  for (const picker of document.querySelectorAll("a.dropdown-toggle:not([href])")) {
    picker.setAttribute("role", "button");
    picker.setAttribute("tabindex", "0");
  }
  for (const title of document.querySelectorAll(".affix h5, #affix h5")) {
    title.setAttribute("role", "heading");
    title.setAttribute("aria-level", "2");
  }
  for (const block of document.querySelectorAll("pre > code"))
    if (block.scrollWidth > block.clientWidth) block.setAttribute("tabindex", "0");
}

export default {
  start() {
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
    mend();
  },
};
