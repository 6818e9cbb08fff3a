package org.jettyferry.update.eligibility;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A class that a rule lists, with all its copies.
 *
 * @param hash the sum of the hashes of their bytes: a class may be in several jars, and in any order
 * @param forms what serialization writes of them; empty if that is not known of each
 */
public record ListedClass(BigInteger hash, Optional<Set<SerialForm>> forms) {
    static ListedClass of(BigInteger hash, Optional<SerialForm> form) {
        return new ListedClass(hash, form.map(Set::of));
    }

    ListedClass and(ListedClass copy) {
        Optional<Set<SerialForm>> both = forms.flatMap(mine -> copy.forms.map(its -> {
            Set<SerialForm> all = new HashSet<>(mine);
            all.addAll(its);
            return all;
        }));
        return new ListedClass(hash.add(copy.hash), both);
    }

    /** Returns whether serialization takes one for the other, even if their bytes differ. */
    boolean hasFormOf(ListedClass other) {
        return hash.equals(other.hash) || (forms.isPresent() && forms.equals(other.forms));
    }

    /** Returns what differs in the form of a class, where that is known and there is one copy of each; else nothing. */
    List<String> formDifferences(ListedClass to) {
        return forms.isPresent()
                        && forms.get().size() == 1
                        && to.forms.isPresent()
                        && to.forms.get().size() == 1
                ? SerialForm.differences(
                        forms.get().iterator().next(), to.forms.get().iterator().next())
                : List.of();
    }
}
