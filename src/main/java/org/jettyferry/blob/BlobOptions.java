package org.jettyferry.blob;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What to change on the way, and what is known of the classes. Immutable; each method answers a changed copy.
 *
 * @param dropped names of attributes to leave out; one that ends in {@code *} stands for all that begin so
 * @param renames prefixes of class names to what replaces them, on package boundaries
 * @param serialVersionUids new serialVersionUIDs by class name, as it is after renaming
 * @param withDefaultFields classes known to write their default fields first, as the specification demands
 * @param withoutDefaultFields classes known not to
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
     * Jetty's own attributes of a login form that is under way. Jetty 12.1 refuses a whole session because of the first
     * ({@code MultiMap} has no serialVersionUID) and expects another class in the second ({@code FormAuthenticator}).
     */
    public static final List<String> JETTY_FORM_ATTRIBUTES = List.of(
            "org.eclipse.jetty.security.form_POST",
            "org.eclipse.jetty.security.form_URI",
            "org.eclipse.jetty.security.form_METHOD");

    /** Changes nothing but what has to be changed. */
    public static final BlobOptions DEFAULT =
            new BlobOptions(List.of(), Map.of(), Map.of(), Set.of(), Set.of(), BlobLimits.DEFAULT);

    /**
     * Checks and keeps copies.
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
     * Leaves out attributes as well.
     *
     * @param names exact names, or prefixes followed by {@code *}
     * @return a changed copy
     */
    public BlobOptions dropping(List<String> names) {
        return new BlobOptions(
                joined(dropped, names), renames, serialVersionUids, withDefaultFields, withoutDefaultFields, limits);
    }

    /**
     * Renames classes as well: in class descriptions, arrays, class objects, field signatures and interfaces of
     * proxies; not inside of strings. The longest prefix that matches wins.
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
     * Gives a class another serialVersionUID.
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
     * Declares classes that write their default fields although the stream could also be read otherwise.
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
     * Sets what one blob may cost.
     *
     * @param limits the limits
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
