package org.jettyferry.node.answer;

import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The pages of the site's own that a node sends in the place of the built-in ones. Its web applications know them by an
 * attribute, since several nodes may share this class. Thread-safe.
 */
public final class SitePages {
    /** Differs for each class loader: a web application may contain this class, beside that of the module. */
    private static final String ATTRIBUTE =
            SitePages.class.getName() + "@" + Integer.toHexString(System.identityHashCode(SitePages.class));

    private final Map<Integer, SitePage> pages = new ConcurrentHashMap<>();

    /** Lets the answers of a web application use these pages. */
    public void enter(ServletContext webapp) {
        webapp.setAttribute(ATTRIBUTE, this);
    }

    /** Ends that. */
    public void leave(ServletContext webapp) {
        webapp.removeAttribute(ATTRIBUTE);
    }

    /**
     * Sets the page for a status.
     *
     * @param status the HTTP status
     * @param html the page with its places; nothing for the built-in one
     */
    public void put(int status, String html) {
        if (html.isEmpty()) {
            pages.remove(status);
        } else {
            pages.put(status, new SitePage(html));
        }
    }

    /** Returns the page for a status; null for the built-in one. */
    static @Nullable SitePage of(HttpServletRequest request, int status) {
        ServletContext webapp = request.getServletContext();
        Object found = webapp == null ? null : webapp.getAttribute(ATTRIBUTE);
        return found instanceof SitePages ? ((SitePages) found).pages.get(status) : null;
    }
}
