// Opens the document that the address names: /?document=ID&start=120&end=310. Programs get such addresses (ui/api/document_links.py).

function linkedPlace() {
  const query = new URLSearchParams(location.search);
  const document = query.get("document");
  if (!/^[\w-]{8,64}$/.test(document ?? "")) return null;
  const [start, end] = ["start", "end"].map((name) => (/^\d{1,9}$/.test(query.get(name) ?? "") ? Number(query.get(name)) : -1));
  const span = start >= 0 && start < end ? { start, end } : { start: null, end: null };
  return { document, title: t("Opening …"), marks: [], ...span };
}

function openLinked() {
  const place = linkedPlace();
  return place && openDocument(place);
}
