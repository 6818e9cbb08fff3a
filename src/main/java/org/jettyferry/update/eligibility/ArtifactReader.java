package org.jettyferry.update.eligibility;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jettyferry.version.ApplicationFile;
import org.jettyferry.version.VersionRange;

/** Collects what the checks need while the files of a version are visited. Used once. */
final class ArtifactReader implements ArchiveWalk.Visitor {
    /** Where classes begin in a web application, and the classes for newer versions of Java in a jar. */
    private static final Pattern CLASS = Pattern.compile(
            "(?:.*/)?(?:WEB-INF/classes/|BOOT-INF/classes/|META-INF/versions/\\d+/)(.+)\\.class|(.+)\\.class");

    private final List<PackageRule> rules;
    private final boolean formNeeded;
    private final Map<String, ListedClass> listed = new TreeMap<>();
    private final MessageDigest sha256;
    private Optional<VersionRange> schemaVersions = Optional.empty();
    private String place = "";

    ArtifactReader(List<PackageRule> rules) {
        this.rules = rules;
        this.formNeeded = rules.stream().anyMatch(PackageRule::serialFormOnly);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    Optional<VersionRange> schemaVersions() {
        return schemaVersions;
    }

    Map<String, ListedClass> listed() {
        return Collections.unmodifiableMap(listed);
    }

    /** Returns which file was visited last, for an error; empty if none was. */
    String place() {
        return place.isEmpty() ? "" : ", at " + place;
    }

    @Override
    public void visit(String name, InputStream content) throws IOException {
        place = name;
        if (name.equals(ApplicationFile.NAME) || name.endsWith("/" + ApplicationFile.NAME)) {
            VersionRange range = ApplicationFile.schemaVersions(content);
            schemaVersions = Optional.of(schemaVersions.orElse(VersionRange.ANY).and(range));
            return;
        }
        Matcher path = CLASS.matcher(name);
        if (path.matches()) {
            String className = (path.group(1) == null ? path.group(2) : path.group(1)).replace('/', '.');
            if (rules.stream().anyMatch(rule -> rule.lists(className))) {
                listed.merge(className, listedClass(content.readAllBytes()), ListedClass::and);
            }
        }
    }

    private ListedClass listedClass(byte[] classFile) {
        return ListedClass.of(
                new BigInteger(1, sha256.digest(classFile)),
                formNeeded ? SerialFormReader.read(classFile) : Optional.empty());
    }
}
