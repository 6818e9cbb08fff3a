package org.jettyferry.update.eligibility;

import java.util.List;

/**
 * Says of which packages all classes must be the same in both versions.
 *
 * @param name what these packages are
 * @param packages names of packages or classes; one that ends in {@code .*} stands for all packages below
 * @param serialFormOnly whether only that must be the same which Java's serialization writes or compares
 * @param reason why they must be the same, as a sentence; may be empty
 * @param remedy what to do if they are not, as a sentence
 */
public record PackageRule(String name, List<String> packages, boolean serialFormOnly, String reason, String remedy) {
    /** Returns whether this rule lists a class. */
    boolean lists(String className) {
        String outer = className.split("\\$", 2)[0];
        String itsPackage = className.substring(0, Math.max(0, className.lastIndexOf('.')));
        return packages.stream()
                .anyMatch(listed -> listed.endsWith(".*")
                        ? itsPackage.startsWith(listed.substring(0, listed.length() - 1))
                        : itsPackage.equals(listed) || outer.equals(listed));
    }
}
