// Adding evidence: another row for a claim without leaving the page, so that chosen files stay chosen; and a file
// that is too large is named before it is sent.
for (const hint of document.querySelectorAll("[data-without-script]")) hint.hidden = true;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add-claim]");
  if (!button) return;
  event.preventDefault();
  const rows = button.form.querySelector(".claim-rows");
  const number = rows.children.length;
  const row = rows.lastElementChild.cloneNode(true);
  row.querySelector("legend").textContent = `Claim ${number + 1}`;
  for (const error of row.querySelectorAll(".error")) error.remove();
  for (const each of row.querySelectorAll(".has-error")) each.classList.remove("has-error");
  for (const each of row.querySelectorAll("[id], [name], [for]")) {
    for (const attribute of ["id", "name", "for"]) {
      const value = each.getAttribute(attribute);
      if (value) each.setAttribute(attribute, value.replace(/^claims-\d+-/, `claims-${number}-`));
    }
  }
  for (const control of row.querySelectorAll("select, textarea")) {
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
    control.value = "";
  }
  rows.append(row);
  row.querySelector("select").focus();
  button.hidden = rows.children.length >= Number(rows.dataset.most);
});

document.addEventListener("change", (event) => {
  const input = event.target;
  if (!input.matches("input[type=file][data-limit-mb]")) return;
  const limit = Number(input.dataset.limitMb);
  const large = [...input.files].filter((file) => file.size > limit * 1024 * 1024);
  const field = input.closest(".field");
  field.querySelector(".too-large")?.remove();
  if (!large.length) return;
  const warning = document.createElement("p");
  warning.className = "error too-large";
  warning.setAttribute("role", "alert");
  const names = large.map((file) => `“${file.name}” (${(file.size / 1024 / 1024).toFixed(1)} MB)`).join(", ");
  warning.textContent = `${names}: one file may be ${limit} MB at most. Choose again, with the pages that matter or a smaller copy.`;
  input.before(warning);
});
