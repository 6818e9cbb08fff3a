package org.jettyferry.update.eligibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jettyferry.update.eligibility.Finding.NotChecked;
import org.jettyferry.update.eligibility.Finding.Obstacle;

/** Checks whether the classes that rules list are the same in both versions. */
final class PackageCheck {
    private static final int NAMED = 5;

    private PackageCheck() {}

    static List<Finding> findings(Map<String, ListedClass> from, Map<String, ListedClass> to, List<PackageRule> rules) {
        if (rules.isEmpty()) {
            return List.of(new NotChecked(
                    Check.PACKAGES, "no rule file says which packages must not change; name one with --rules"));
        }
        List<Finding> findings = new ArrayList<>();
        rules.forEach(rule -> finding(from, to, rule).ifPresent(findings::add));
        return findings;
    }

    private static Optional<Finding> finding(
            Map<String, ListedClass> from, Map<String, ListedClass> to, PackageRule rule) {
        Set<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        names.removeIf(name -> !rule.lists(name));
        if (names.isEmpty()) {
            return Optional.of(new NotChecked(
                    Check.PACKAGES,
                    "no class of either version is in the packages of the rule \"" + rule.name() + "\""));
        }
        List<String> changes = names.stream()
                .flatMap(name -> change(name, from, to, rule).stream())
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Obstacle(
                        Check.PACKAGES,
                        changes.size() + (changes.size() == 1 ? " class differs" : " classes differ")
                                + " of the rule \""
                                + rule.name() + "\": " + some(changes)
                                + (rule.reason().isEmpty()
                                        ? ""
                                        : ". " + rule.reason().replaceFirst("\\.$", "")),
                        rule.remedy()));
    }

    private static Optional<String> change(
            String name, Map<String, ListedClass> from, Map<String, ListedClass> to, PackageRule rule) {
        ListedClass old = from.get(name);
        ListedClass now = to.get(name);
        if (now == null) {
            return Optional.of(name + " (removed)");
        }
        if (old == null) {
            return Optional.of(name + " (new)");
        }
        if (!rule.serialFormOnly()) {
            return old.hash().equals(now.hash()) ? Optional.empty() : Optional.of(name);
        }
        if (old.hasFormOf(now)) {
            return Optional.empty();
        }
        List<String> differences = old.formDifferences(now);
        return Optional.of(name
                + (differences.isEmpty()
                        ? " (its own code says what is written)"
                        : " (" + String.join(", ", differences) + ")"));
    }

    private static String some(List<String> changes) {
        String first = String.join(", ", changes.subList(0, Math.min(NAMED, changes.size())));
        return changes.size() > NAMED ? first + " and " + (changes.size() - NAMED) + " more" : first;
    }
}
