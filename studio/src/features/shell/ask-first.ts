import { askEarly, documentAt } from "@/api/early";

// Imported before anything else: the document of a long project is what its page waits for longest.
const path = documentAt(location.pathname);
if (path) askEarly(path);
