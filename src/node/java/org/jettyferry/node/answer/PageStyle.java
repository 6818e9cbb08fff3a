package org.jettyferry.node.answer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The small style that all pages share: one column, for a phone too, light or dark as the reader's system is. */
public final class PageStyle {
    /** The rules; they load nothing. */
    public static final String RULES = ":root{color-scheme:light dark;--ink:#1f2933;--quiet:#5b6773;--ground:#f4f6f8;"
            + "--card:#fff;--line:#d9dfe5;--accent:#0b5cad}"
            + "@media(prefers-color-scheme:dark){:root{--ink:#e4e9ee;--quiet:#9aa7b4;--ground:#14181d;--card:#1e242b;"
            + "--line:#343d47;--accent:#7db8f7}}"
            + "*{box-sizing:border-box}"
            + "body{margin:0;background:var(--ground);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"
            + "'Segoe UI',Roboto,'Liberation Sans',sans-serif;overflow-wrap:anywhere}"
            + "a{color:var(--accent)}"
            + ".note{min-height:100vh;display:flex;align-items:center;justify-content:center;padding:1rem}"
            + ".note main{width:100%;max-width:34rem;background:var(--card);border:1px solid var(--line);"
            + "border-top:4px solid var(--accent);border-radius:.5rem;padding:1.5rem}"
            + ".note h1{margin:0 0 .75rem;font-size:1.5rem;line-height:1.25}"
            + ".note p{margin:0 0 .75rem}"
            + ".note .quiet{margin:1.25rem 0 0;color:var(--quiet);font-size:.875rem}"
            + ".note b{font-weight:400}";

    /** What a Content-Security-Policy allows for a page with this style alone. */
    static final String POLICY =
            "default-src 'none'; style-src '" + hash(RULES) + "'; base-uri 'none'; form-action 'none'";

    private PageStyle() {}

    private static String hash(String rules) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(rules.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
