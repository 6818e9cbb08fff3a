package org.jettyferry.blob;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Renames classes by prefix, on package boundaries; the longest prefix that matches wins. */
final class ClassRenames {
    /** A longer string is not the name of a class. A renamed one must still fit a length of two bytes. */
    private static final int LONGEST_NAME = 16_000;

    private final List<Map.Entry<String, String>> prefixes;
    private final Map<String, Long> uids;

    ClassRenames(BlobOptions options) {
        prefixes = options.renames().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> -entry.getKey().length()))
                .toList();
        uids = options.serialVersionUids();
    }

    boolean changeNames() {
        return !prefixes.isEmpty();
    }

    boolean changeAnything() {
        return changeNames() || !uids.isEmpty();
    }

    /** Returns the new name of a class; of an array class, the one with the new name of its elements' class. */
    String rename(String className) {
        if (!className.startsWith("[")) {
            return renamePlain(className);
        }
        int element = className.lastIndexOf('[') + 1;
        if (!className.startsWith("L", element) || !className.endsWith(";")) {
            return className;
        }
        String plain = className.substring(element + 1, className.length() - 1);
        return className.substring(0, element + 1) + renamePlain(plain) + ";";
    }

    /** Returns the new signature of a field: like the name of an array class, but without brackets and with slashes. */
    String renameSignature(String signature) {
        String asArray = "[" + signature.replace('/', '.');
        return rename(asArray).substring(1).replace('.', '/');
    }

    /** Returns the serialVersionUID to write for a class, by its name after renaming. */
    long serialVersionUid(String newName, long uid) {
        return uids.getOrDefault(newName, uid);
    }

    private String renamePlain(String name) {
        if (name.length() > LONGEST_NAME) {
            return name;
        }
        for (Map.Entry<String, String> prefix : prefixes) {
            String old = prefix.getKey();
            if (name.startsWith(old) && isBoundary(name, old.length())) {
                return prefix.getValue() + name.substring(old.length());
            }
        }
        return name;
    }

    private static boolean isBoundary(String name, int at) {
        return at == name.length() || name.charAt(at) == '.' || name.charAt(at) == '$';
    }
}
