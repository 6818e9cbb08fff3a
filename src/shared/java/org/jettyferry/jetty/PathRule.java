package org.jettyferry.jetty;

/**
 * How a release turns the context path of a web application into the value of column {@code contextPath}. Read in the
 * sources of {@code SessionContext.canonicalize}, {@code StringUtil.sanitizeFileSystemName}, {@code URIUtil} and {@code
 * ContextHandler}, at every tag from 9.3.30 to 12.0.14. The root web application has a form of its own ({@link
 * RowConventions#rootContextPath()}).
 *
 * <p>Example, for the path {@code /my shop=1}:
 *
 * <pre>{@code
 *   REPLACED    _my shop=1
 *   SANITISED   _my_shop_1
 *   ENCODED     _my%20shop_1
 *   CANONICAL   _my%20shop_1
 * }</pre>
 *
 * <p>An underscore hides which character was there. So a stored value cannot always be translated to another rule, and
 * the operator has to name the real path; see {@link #losesWhatAnotherKeeps}.
 */
public enum PathRule {
    /** Up to 9.4.19: slash, dot and backslash become underscores, nothing else. */
    REPLACED,
    /** 9.4.20 to 9.4.30: every character that is awkward in a file name becomes an underscore. */
    SANITISED,
    /** 9.4.31 to 11: the path is percent-encoded first ({@code URIUtil.encodePath}), so a space becomes {@code %20}. */
    ENCODED,
    /** 12.0 and later: the path is put in canonical form first ({@code URIUtil.canonicalPath}). */
    CANONICAL;

    /**
     * Returns the stored form of a context path that is not the root.
     *
     * @param realPath the context path as it is configured in Jetty, for example {@code /w!e=i,r}
     * @return the value of column {@code contextPath}
     */
    public String canonical(String realPath) {
        switch (this) {
            case REPLACED:
                return PathForms.replace(realPath);
            case SANITISED:
                return PathForms.sanitise(realPath);
            case ENCODED:
                return PathForms.sanitise(PathForms.encode(realPath));
            case CANONICAL:
                return PathForms.sanitise(PathForms.canonicalise(realPath));
        }
        throw new AssertionError(this);
    }

    /**
     * Returns a real path that has the given stored form: the plainest one, since an underscore may stand for many
     * characters.
     *
     * @param stored the value of column {@code contextPath}
     * @return the path as it may be configured in Jetty
     */
    public String plainestPath(String stored) {
        String path = stored.startsWith("_") ? "/" + stored.substring(1) : stored;
        return this == ENCODED || this == CANONICAL ? PathForms.decode(path) : path;
    }

    /**
     * Returns whether the characters that an underscore hides here would matter under the other rule.
     *
     * @param other the rule of the target
     * @return true if a stored form with an underscore may have more than one form under the other rule
     */
    public boolean losesWhatAnotherKeeps(PathRule other) {
        switch (this) {
            case REPLACED:
                return false;
            case SANITISED:
                return other != SANITISED;
            case ENCODED:
                return other == REPLACED;
            case CANONICAL:
                return other == REPLACED || other == ENCODED;
        }
        throw new AssertionError(this);
    }
}
