package org.jettyferry.update.eligibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * What Java's serialization writes of a class, or compares when it reads an object of it.
 *
 * @param uid its serialVersionUID, declared or computed; empty where Java does not compare it: of enums and records
 * @param parent the class that it extends
 * @param interfaces what it implements
 * @param fields the types of the fields that are written, by name; of an enum, its constants
 */
public record SerialForm(OptionalLong uid, String parent, Set<String> interfaces, SortedMap<String, String> fields) {

    /** Returns what differs, in a few words each; none if nothing does. */
    static List<String> differences(SerialForm from, SerialForm to) {
        List<String> differences = new ArrayList<>();
        if (!from.uid.equals(to.uid)) {
            differences.add("serialVersionUID " + text(from.uid) + " to " + text(to.uid));
        }
        if (!from.parent.equals(to.parent)) {
            differences.add("extends another class");
        }
        if (!from.interfaces.equals(to.interfaces)) {
            differences.add("implements other interfaces");
        }
        Set<String> names = new TreeSet<>(from.fields.keySet());
        names.addAll(to.fields.keySet());
        for (String name : names) {
            if (!Objects.equals(from.fields.get(name), to.fields.get(name))) {
                differences.add("field " + name + change(name, from.fields, to.fields));
            }
        }
        return differences;
    }

    private static String change(String name, Map<String, String> from, Map<String, String> to) {
        if (!from.containsKey(name)) {
            return " is new";
        }
        return to.containsKey(name) ? " of another type" : " removed";
    }

    private static String text(OptionalLong uid) {
        return uid.isPresent() ? Long.toString(uid.getAsLong()) : "none";
    }
}
