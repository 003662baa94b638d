// A document that has been in view for a moment counts as read; without script there is a button.
const SECONDS = 1.5;
const article = document.querySelector("[data-mark-read]");

async function markRead() {
  const answer = await fetch(article.dataset.markRead, {
    method: "POST",
    headers: {
      Accept: "application/json",
      "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
    },
  });
  if (!answer.ok) return; // the button is still there
  article.querySelector("[data-mark-read-button]").remove();
  const item = document.querySelector(".in-tray [aria-current]").closest("li");
  item.classList.remove("mail-unread");
  item.querySelector(".in-tray-new")?.remove();
  const count = document.querySelector("[data-unread-count]");
  count.textContent = Number(count.textContent) - 1;
  if (count.textContent === "0") document.querySelector("[data-unread]").remove();
}

if (article) {
  let waiting;
  new IntersectionObserver(([entry], observer) => {
    clearTimeout(waiting);
    if (!entry.isIntersecting) return;
    waiting = setTimeout(() => {
      observer.disconnect();
      markRead().catch(() => {}); // offline: the button is still there
    }, SECONDS * 1000);
  }).observe(article.querySelector(".document-body"));
}
