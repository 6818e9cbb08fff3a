package org.jettyferry.blob;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jettyferry.jetty.JettyRelease;

/**
 * What to change in a blob besides its layout, and what is known about the classes. Immutable; each method returns a
 * changed copy.
 *
 * @param dropped names of attributes to leave out; one that ends in {@code *} is a prefix
 * @param renames replacements by prefix of a class name, on package boundaries
 * @param serialVersionUids new serialVersionUIDs by class name, as it is after renaming. No command sets it yet
 * @param withDefaultFields classes known to write their default fields first, as the specification requires
 * @param withoutDefaultFields classes known to leave them out
 * @param limits what one blob may cost
 */
public record BlobOptions(
        List<String> dropped,
        Map<String, String> renames,
        Map<String, Long> serialVersionUids,
        Set<String> withDefaultFields,
        Set<String> withoutDefaultFields,
        BlobLimits limits) {
    /**
     * Jetty's own attributes of a form login in progress. Jetty 12.1 refuses a whole session because of the first (its
     * {@code MultiMap} has no serialVersionUID); the second is a String up to 9.3, and {@code FormAuthenticator} of
     * Jetty 12 casts it to {@code HttpURI}.
     */
    public static final List<String> JETTY_FORM_ATTRIBUTES = List.of(
            "org.eclipse.jetty.security.form_POST",
            "org.eclipse.jetty.security.form_URI",
            "org.eclipse.jetty.security.form_METHOD");

    /** Changes only what a layout needs. */
    public static final BlobOptions DEFAULT =
            new BlobOptions(List.of(), Map.of(), Map.of(), Set.of(), Set.of(), BlobLimits.DEFAULT);

    /**
     * Checks the prefixes and copies the collections.
     *
     * @throws IllegalArgumentException if a prefix to rename is empty or belongs to the Java platform's own {@code
     *     java}
     */
    public BlobOptions {
        dropped = List.copyOf(dropped);
        renames = Map.copyOf(renames);
        serialVersionUids = Map.copyOf(serialVersionUids);
        withDefaultFields = Set.copyOf(withDefaultFields);
        withoutDefaultFields = Set.copyOf(withoutDefaultFields);
        renames.forEach(BlobOptions::requireRenamable);
    }

    /**
     * Returns what a change of release needs: between two lines, {@link #JETTY_FORM_ATTRIBUTES} are left out.
     *
     * @param from the release that wrote the blobs
     * @param to the release that will read them
     */
    public static BlobOptions between(JettyRelease from, JettyRelease to) {
        return from.isSameLine(to) ? DEFAULT : DEFAULT.dropping(JETTY_FORM_ATTRIBUTES);
    }

    /**
     * Leaves out more attributes.
     *
     * @param names exact names, or prefixes followed by {@code *}
     * @return a changed copy
     */
    public BlobOptions dropping(List<String> names) {
        return new BlobOptions(
                joined(dropped, names), renames, serialVersionUids, withDefaultFields, withoutDefaultFields, limits);
    }

    /**
     * Renames more classes: in class descriptions, arrays, class objects, field signatures and interfaces of
     * proxies; not inside strings. The longest prefix that matches wins.
     *
     * @param prefix a package or class, for example {@code javax.servlet}
     * @param replacement what takes its place, for example {@code jakarta.servlet}
     * @return a changed copy
     */
    public BlobOptions renaming(String prefix, String replacement) {
        Map<String, String> more = new LinkedHashMap<>(renames);
        more.put(prefix, replacement);
        return new BlobOptions(dropped, more, serialVersionUids, withDefaultFields, withoutDefaultFields, limits);
    }

    /**
     * Gives a class another serialVersionUID. Only tests use this so far: a class that was renamed may need it.
     *
     * @param className the class, as it is named after renaming
     * @param uid its serialVersionUID
     * @return a changed copy
     */
    public BlobOptions withSerialVersionUid(String className, long uid) {
        Map<String, Long> more = new HashMap<>(serialVersionUids);
        more.put(className, uid);
        return new BlobOptions(dropped, renames, more, withDefaultFields, withoutDefaultFields, limits);
    }

    /**
     * Declares classes that write their default fields first, although the stream could also be read otherwise.
     *
     * @param classNames the classes, as they are named before renaming
     * @return a changed copy
     */
    public BlobOptions withDefaultFields(Set<String> classNames) {
        Set<String> more = joined(withDefaultFields, classNames);
        return new BlobOptions(dropped, renames, serialVersionUids, more, withoutDefaultFields, limits);
    }

    /**
     * Declares classes whose {@code writeObject} leaves out the default fields.
     *
     * @param classNames the classes, as they are named before renaming
     * @return a changed copy
     */
    public BlobOptions withoutDefaultFields(Set<String> classNames) {
        Set<String> more = joined(withoutDefaultFields, classNames);
        return new BlobOptions(dropped, renames, serialVersionUids, withDefaultFields, more, limits);
    }

    /**
     * Sets the limits. Only tests use this: no session needs others.
     *
     * @param limits what one blob may cost
     * @return a changed copy
     */
    public BlobOptions withLimits(BlobLimits limits) {
        return new BlobOptions(dropped, renames, serialVersionUids, withDefaultFields, withoutDefaultFields, limits);
    }

    private static void requireRenamable(String prefix, String replacement) {
        if (prefix.isEmpty() || replacement.isEmpty() || prefix.equals("java") || prefix.startsWith("java.")) {
            throw new IllegalArgumentException("Can't rename \"" + prefix + "\" to \"" + replacement
                    + "\": neither may be empty, and the classes of package java are the same everywhere.");
        }
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }

    private static Set<String> joined(Set<String> some, Set<String> more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
