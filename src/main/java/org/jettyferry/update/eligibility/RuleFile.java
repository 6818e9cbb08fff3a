package org.jettyferry.update.eligibility;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jettyferry.jdbc.OperatorException;
import org.jettyferry.update.yaml.YamlFile;

/**
 * Reads rules on packages:
 *
 * <pre>
 * rules:
 *   - name: cluster code
 *     packages: [com.example.cluster, com.example.cluster.*]
 *     compare: serialization
 *     reason: Its nodes exchange objects of these classes.
 *     remedy: Stop all nodes for this change.
 * </pre>
 */
public final class RuleFile {
    private static final String EXAMPLE =
            "It looks like this:\n  rules:\n    - name: cluster code\n      packages: [com.example.cluster.*]";
    private static final List<String> KEYS = List.of("name", "packages", "compare", "reason", "remedy");
    private static final String BYTES = "bytes";
    private static final String SERIALIZATION = "serialization";
    private static final Pattern PACKAGE =
            Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*(\\.[\\p{L}_$][\\p{L}\\p{N}_$]*)*(\\.\\*)?");

    private RuleFile() {}

    /**
     * Reads a file.
     *
     * @throws OperatorException if it can't be read, or is not valid
     */
    public static List<PackageRule> read(Path file) {
        YamlFile yaml = new YamlFile(file, "Check its name. Nothing was changed.", EXAMPLE);
        return rules(yaml, yaml.texts());
    }

    private static List<PackageRule> rules(YamlFile file, Object root) {
        if (!(root instanceof Map<?, ?> map) || map.size() != 1 || !(map.get("rules") instanceof List<?> list)) {
            throw file.invalid("it must have one key, rules, with a list");
        }
        List<PackageRule> rules = new ArrayList<>();
        for (Object rule : list) {
            rules.add(rule(file, rule));
        }
        return List.copyOf(rules);
    }

    private static PackageRule rule(YamlFile file, Object rule) {
        if (!(rule instanceof Map<?, ?> map)
                || !KEYS.containsAll(map.keySet())
                || !(map.get("name") instanceof String name)
                || !(map.get("packages") instanceof List<?> packages)) {
            throw file.invalid(
                    "each rule must have a name and a list of packages, and besides at most compare, a reason and a remedy");
        }
        return new PackageRule(
                name,
                packages.stream().map(one -> checked(file, one)).toList(),
                serialFormOnly(file, text(map, "compare", BYTES)),
                text(map, "reason", ""),
                text(
                        map,
                        "remedy",
                        "Stop all nodes for this change, or let the new nodes form a cluster of their own."));
    }

    private static boolean serialFormOnly(YamlFile file, String compare) {
        if (!compare.equals(BYTES) && !compare.equals(SERIALIZATION)) {
            throw file.invalid("compare must be " + BYTES + " or " + SERIALIZATION + ", not \"" + compare + "\"");
        }
        return compare.equals(SERIALIZATION);
    }

    private static String checked(YamlFile file, Object name) {
        String text = String.valueOf(name);
        if (!PACKAGE.matcher(text).matches()) {
            throw file.invalid("\"" + text + "\" is no name of a package or class, with or without .* at its end");
        }
        return text;
    }

    private static String text(Map<?, ?> map, String key, String unset) {
        Object value = map.get(key);
        return value == null ? unset : value.toString().strip();
    }
}
