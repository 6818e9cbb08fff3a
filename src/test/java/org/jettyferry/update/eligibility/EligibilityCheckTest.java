package org.jettyferry.update.eligibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jettyferry.jetty.JettyRelease;
import org.jettyferry.update.eligibility.Finding.Obstacle;
import org.jettyferry.update.eligibility.Site.SiteNode;
import org.jettyferry.update.eligibility.Site.SiteSchema;
import org.jettyferry.version.SchemaVersion;
import org.jettyferry.version.VersionRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EligibilityCheckTest {
    private static final List<PackageRule> RULES = List.of(new PackageRule(
            "cluster code", List.of("a.cluster.*", "a.Message"), false, "They travel.", "Stop all nodes."));

    @ParameterizedTest
    @CsvSource({
        "9.3.30, 9.4.58, generation 1",
        "12.1, 9.3, generation 2",
        "9.4.8, 9.4.58, cannot read the sessions that Jetty 9.4.58 saves",
        "9.4.58, 12.1, the root web application's above all",
        "11, 12.0, the root web application's above all",
        "9.4.20, 9.4.31, some context paths",
        "9.4.58, 11, ''",
        "12.0, 12.1, ''",
        "9.2, 9.3, ''"
    })
    void releasesOfJettyMustFillTheirRowsAlike(String from, String to, String reason) {
        List<Obstacle> obstacles = check(jetty(from), jetty(to), List.of(), List.of(), Optional.empty())
                .obstacles();

        if (reason.isEmpty()) {
            assertThat(obstacles).isEmpty();
        } else {
            assertThat(obstacles).anySatisfy(one -> {
                assertThat(one.check()).isEqualTo(Check.SESSION_TABLES);
                assertThat(one.reason()).contains(reason);
                assertThat(one.remedy()).contains("Stop all nodes, run `ferry ");
            });
        }
    }

    @Test
    void namedContextPathsAreComparedOneByOne() {
        Artifacts old = jetty("9.4.58");
        Artifacts next = jetty("12.1");

        Eligibility shop = check(old, next, List.of(), List.of("/shop"), Optional.empty());
        assertThat(shop.possible()).isTrue();
        assertThat(shop.notChecked()).anyMatch(one -> one.why().contains("virtual host"));
        assertThat(check(old, next, List.of(), List.of("/shop", "/"), Optional.empty())
                        .obstacles())
                .singleElement()
                .extracting(Obstacle::reason)
                .asString()
                .contains("the context path / as \"\", Jetty 12.1.14 as \"_\"");
    }

    @Test
    void theDirectionIsInTheRemedy() {
        assertThat(check(jetty("9.3"), jetty("12.1"), List.of(), List.of(), Optional.empty())
                        .obstacles()
                        .get(0)
                        .remedy())
                .contains("ferry upgrade --to 12.1.14");
        assertThat(check(jetty("12.1"), jetty("9.3"), List.of(), List.of(), Optional.empty())
                        .obstacles()
                        .get(0)
                        .remedy())
                .contains("ferry downgrade --to 9.3.30");
    }

    @ParameterizedTest
    @CsvSource({
        "5..7, 7..9, 7, ''",
        "5..7, 8..9, 7, no schema version is in both",
        "5..7, 7..9, 6, Update it to a version of 7 before",
        "5..7, 7..9, 8, the running version does not work with it",
        "5..8, 5..6, 7, Take a new version that works with 7",
        "any, 8.., 7, Update it to a version of 8.. before",
        "any, any, 7, ''"
    })
    void everySchemaMustHaveAVersionThatBothWorkWith(String from, String to, String recorded, String text) {
        Site site = new Site(
                List.of(
                        new SiteSchema("shop_1", Optional.of(SchemaVersion.parse(recorded))),
                        new SiteSchema("shop_2", Optional.empty())),
                List.of());

        Eligibility result = check(range(from), range(to), List.of(), List.of(), Optional.of(site));

        assertThat(result.possible()).isEqualTo(text.isEmpty());
        assertThat(result.obstacles().stream().map(one -> one.reason() + " " + one.remedy()))
                .allMatch(one -> one.contains(text));
    }

    @Test
    void aVersionThatDeclaresNothingWorksWithAny() {
        Artifacts silent = artifacts(Optional.empty(), Optional.empty(), Map.of());

        assertThat(check(silent, range("5..7"), List.of(), List.of(), Optional.empty())
                        .notChecked())
                .anyMatch(one -> one.why().startsWith("--from declares no schemaVersions"));
        assertThat(check(silent, silent, List.of(), List.of(), Optional.empty()).notChecked())
                .extracting(Finding.NotChecked::check)
                .containsExactly(Check.SESSION_TABLES, Check.SCHEMA_VERSIONS, Check.PACKAGES, Check.CLUSTER);
    }

    @Test
    void listedClassesMustBeTheSame() {
        Map<String, ListedClass> before = classes("a.Message", 1, "a.cluster.x.Gone", 2, "a.cluster.x.Same", 3);
        Map<String, ListedClass> after = classes("a.Message", 9, "a.cluster.x.New", 2, "a.cluster.x.Same", 3);

        assertThat(packages(before, after).obstacles()).singleElement().satisfies(one -> {
            assertThat(one.reason())
                    .isEqualTo("3 classes differ of the rule \"cluster code\": a.Message, a.cluster.x.Gone (removed),"
                            + " a.cluster.x.New (new). They travel");
            assertThat(one.remedy()).isEqualTo("Stop all nodes.");
        });
        assertThat(packages(before, before).obstacles()).isEmpty();
        assertThat(packages(classes(), classes()).notChecked())
                .anyMatch(one -> one.why().contains("no class of either version is in the packages"));
    }

    @Test
    void manyChangedClassesAreCounted() {
        Map<String, ListedClass> after = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            after.put("a.cluster.x.C" + i, ListedClass.of(BigInteger.ONE, Optional.empty()));
        }

        assertThat(packages(classes(), after).obstacles().get(0).reason())
                .startsWith("8 classes differ")
                .contains("a.cluster.x.C4 (new) and 3 more")
                .doesNotContain("C5");
    }

    @Test
    void twoServersInOneClusterAreTwoVersions() {
        SiteNode old = new SiteNode("old", "portal", "node 1");
        SiteNode same = new SiteNode("old", "portal", "node 2");
        SiteNode next = new SiteNode("new", "portal", "node 3");
        SiteNode apart = new SiteNode("new", "portal-2", "node 4");

        assertThat(nodes(old, same, apart).obstacles()).isEmpty();
        assertThat(nodes(old, same, next, apart).obstacles()).singleElement().satisfies(one -> {
            assertThat(one.check()).isEqualTo(Check.CLUSTER);
            assertThat(one.reason()).contains("in one cluster portal: node 1; node 2; node 3");
        });
        assertThat(nodes(new SiteNode("old", "", ""), new SiteNode("new", "", ""))
                        .notChecked())
                .anyMatch(one -> one.why().contains("no living node names its cluster"));
    }

    private static Eligibility packages(Map<String, ListedClass> from, Map<String, ListedClass> to) {
        return check(
                artifacts(Optional.empty(), Optional.empty(), from),
                artifacts(Optional.empty(), Optional.empty(), to),
                RULES,
                List.of(),
                Optional.empty());
    }

    private static Eligibility nodes(SiteNode... nodes) {
        return check(
                range("any"), range("any"), List.of(), List.of(), Optional.of(new Site(List.of(), List.of(nodes))));
    }

    private static Eligibility check(
            Artifacts from, Artifacts to, List<PackageRule> rules, List<String> paths, Optional<Site> site) {
        return EligibilityCheck.of(from, to, rules, paths, site);
    }

    private static Artifacts jetty(String release) {
        return artifacts(Optional.of(JettyRelease.parse(release)), Optional.empty(), Map.of());
    }

    private static Artifacts range(String range) {
        return artifacts(Optional.empty(), Optional.of(VersionRange.parse(range)), Map.of());
    }

    private static Artifacts artifacts(
            Optional<JettyRelease> jetty, Optional<VersionRange> range, Map<String, ListedClass> listed) {
        return new Artifacts(jetty, range, listed);
    }

    private static Map<String, ListedClass> classes(Object... namesAndHashes) {
        Map<String, ListedClass> classes = new TreeMap<>();
        for (int i = 0; i < namesAndHashes.length; i += 2) {
            classes.put(
                    (String) namesAndHashes[i],
                    ListedClass.of(BigInteger.valueOf((Integer) namesAndHashes[i + 1]), Optional.empty()));
        }
        return classes;
    }
}
